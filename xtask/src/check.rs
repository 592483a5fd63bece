//! `cargo xtask check`.

use anyhow::{Result, bail};

/// Options of `cargo xtask check`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_args: &Args) -> Result<()> {
    bail!("check is being written")
}
