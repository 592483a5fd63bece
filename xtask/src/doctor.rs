//! `cargo xtask doctor`.

use anyhow::{Result, bail};

/// Options of `cargo xtask doctor`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_args: &Args) -> Result<()> {
    bail!("doctor is being written")
}
