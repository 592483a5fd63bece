//! `cargo xtask run`.

use anyhow::{Result, bail};

/// Options of `cargo xtask run`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_args: &Args) -> Result<()> {
    bail!("run is being written")
}
