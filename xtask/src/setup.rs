//! `cargo xtask setup`.

use anyhow::{Result, bail};

/// Options of `cargo xtask setup`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_args: &Args) -> Result<()> {
    bail!("setup is being written")
}
