//! `cargo xtask doctor`.

use anyhow::{Result, bail};

use crate::toolchain;

/// Options of `cargo xtask doctor`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// When something is missing, so that scripts can tell.
pub fn run(_args: &Args) -> Result<()> {
    if toolchain::report()? {
        return Ok(());
    }
    bail!("something is missing: see above")
}
