//! `cargo xtask build`.

use anyhow::{Result, bail};

/// Options of `cargo xtask build`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_args: &Args) -> Result<()> {
    bail!("build is being written")
}
