//! `cargo xtask bench`: the same work in Jaspy and in its peers, side by side.

use std::process::Command;

use anyhow::Result;

use crate::{build, process, project};

/// Options of `cargo xtask bench`.
#[derive(clap::Args)]
pub struct Args {
    /// In how many rounds each runtime is measured, each in a fresh process.
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// Measure only the cases whose group and name contain this; prints and writes nothing.
    #[arg(long)]
    only: Option<String>,
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
    let mut node = Command::new("node");
    node.arg(folder.join("main.mjs"))
        .arg(format!("--rounds={}", args.rounds));
    if let Some(only) = &args.only {
        node.arg(format!("--only={only}"));
    }
    if args.dry {
        node.arg("--dry");
    }
    process::run(&mut node)
}
