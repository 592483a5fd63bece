//! `cargo xtask check`: formats, lints and types, exactly as continuous integration checks them.

mod python;
mod statements;

use std::process::Command;

use anyhow::{Result, bail};

use crate::test::Tally;
use crate::toolchain::{self, Toolchain};
use crate::{build, process, project};

pub use python::Tools as PythonTools;

/// Options of `cargo xtask check`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_args: &Args) -> Result<()> {
    let tally = all(&toolchain::ensure()?)?;
    println!("{tally}");
    if tally.failed > 0 {
        bail!("checks failed");
    }
    Ok(())
}

/// Runs every check and counts each as one test.
///
/// # Errors
/// When the tools cannot be installed.
pub fn all(toolchain: &Toolchain) -> Result<Tally> {
    build::npm_install("js packages", &project::root().join("js"))?;
    let tools = python::Tools::install(toolchain)?;
    let mut checks: Vec<(&str, Command)> = vec![
        ("rustfmt", rustfmt()),
        ("clippy", clippy(toolchain)),
        ("clippy for wasm", clippy_for_wasm(toolchain)),
        ("rustdoc", rustdoc(toolchain)),
        ("tsc", tsc()),
        ("biome", biome()),
    ];
    checks.extend(tools.checks());
    let mut tally = Tally::default();
    for (name, mut command) in checks {
        tally += report(name, process::run_quietly(&mut command));
    }
    tally += report("statements", statements::check(project::root()));
    Ok(tally)
}

fn report(name: &str, outcome: Result<()>) -> Tally {
    println!("{name}: {}", if outcome.is_ok() { "ok" } else { "FAILED" });
    Tally::of(outcome)
}

fn rustfmt() -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(project::root())
        .args(["fmt", "--all", "--check"]);
    cargo
}

fn clippy(toolchain: &Toolchain) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(project::root())
        .args([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])
        .env("PYO3_CONFIG_FILE", toolchain.native_pyo3_config());
    cargo
}

fn clippy_for_wasm(toolchain: &Toolchain) -> Command {
    let mut cargo = build::cargo_for_wasm(toolchain, "clippy");
    cargo.args(["--", "-D", "warnings"]);
    cargo
}

/// The documentation of the library for Rust.
fn rustdoc(toolchain: &Toolchain) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(project::root())
        .args(["doc", "--quiet", "--no-deps", "--package", "jaspy"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .env("PYO3_CONFIG_FILE", toolchain.native_pyo3_config());
    cargo
}

fn tsc() -> Command {
    let mut tsc = build::tsc();
    tsc.args(["--project", "tsconfig.json", "--noEmit"]);
    tsc
}

fn biome() -> Command {
    let mut biome = Command::new(project::root().join("js/node_modules/.bin/biome"));
    biome.current_dir(project::root()).args([
        "ci",
        "--error-on-warnings",
        "--colors=off",
        "--max-diagnostics=20",
    ]);
    biome
}
