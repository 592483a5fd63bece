//! `cargo xtask serve`.

use anyhow::{Result, bail};

/// Options of `cargo xtask serve`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_args: &Args) -> Result<()> {
    bail!("serve is being written")
}
