//! `cargo xtask`: everything that is done to this repository, in one tool.

mod bench;
mod build;
mod check;
mod chromium;
mod doctor;
mod failure;
mod process;
mod project;
mod run;
mod serve;
mod setup;
mod test;
mod toolchain;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Sets up, builds, runs, serves, tests and measures Jaspy"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Get and build every part of the toolchain into the cache folder.
    Setup(setup::Args),
    /// Print each part of the toolchain, its version and where it came from.
    Doctor(doctor::Args),
    /// Write `dist/`, the complete npm package.
    Build(build::Args),
    /// Run a `.py` or `.mjs` file in Node on the built package.
    Run(run::Args),
    /// Serve `dist/` and `examples/` on loopback.
    Serve(serve::Args),
    /// Run the tests; ends with `N passed, N failed`.
    Test(test::Args),
    /// Measure Jaspy beside its peers; writes `benches/RESULTS.md`.
    Bench(bench::Args),
    /// Check formats, lints and types, as continuous integration does.
    Check(check::Args),
    /// Run as `wasm-bindgen` on behalf of emcc.
    #[command(hide = true)]
    WasmBindgen(build::BindgenArgs),
    /// Leave unused names out of the loader on behalf of emcc.
    #[command(hide = true)]
    TrimLoader(build::LoaderArgs),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            failure::print(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Setup(args) => setup::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Run(args) => run::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Check(args) => check::run(&args),
        Command::WasmBindgen(args) => build::run_bindgen(&args),
        Command::TrimLoader(args) => build::trim_loader(&args),
    }
}
