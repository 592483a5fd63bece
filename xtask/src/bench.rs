//! `cargo xtask bench`: the same work in Jaspy and in its peers, side by side.

use std::process::Command;

use anyhow::Result;

use crate::{build, chromium, process, project, serve};

/// Options of `cargo xtask bench`.
#[derive(clap::Args)]
pub struct Args {
    /// In how many rounds each runtime is measured in Node 20, each in a fresh process; fewer elsewhere.
    #[arg(long)]
    rounds: Option<u32>,
    /// Measure only the cases whose group and name contain this; prints and writes nothing.
    #[arg(long)]
    only: Option<String>,
    /// Measure only in the engines whose name contains this; prints and writes nothing.
    #[arg(long)]
    engine: Option<String>,
    /// Print the table and write nothing.
    #[arg(long)]
    dry: bool,
}

/// Runs the command. It builds first, and writes `benches/RESULTS.md`.
///
/// # Errors
/// When something does not build, or a runtime does not run.
pub fn run(args: &Args) -> Result<()> {
    build::ensure()?;
    let folder = project::root().join("benches");
    build::npm_install("bench packages", &folder)?;
    // What drives the browser is there.
    build::npm_install("test packages", &project::root().join("tests"))?;
    chromium::ensure()?;
    let server = serve::in_background(&["benches", "dist"])?;
    let mut node = Command::new("node");
    node.arg(folder.join("main.mjs"))
        .arg(format!("--server=http://{server}"));
    if let Some(rounds) = &args.rounds {
        node.arg(format!("--rounds={rounds}"));
    }
    if let Some(only) = &args.only {
        node.arg(format!("--only={only}"));
    }
    if let Some(engine) = &args.engine {
        node.arg(format!("--engine={engine}"));
    }
    if args.dry {
        node.arg("--dry");
    }
    process::run(&mut node)
}
