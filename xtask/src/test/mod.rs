//! `cargo xtask test`.

use anyhow::{Result, bail};

/// Options of `cargo xtask test`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_args: &Args) -> Result<()> {
    bail!("test is being written")
}
