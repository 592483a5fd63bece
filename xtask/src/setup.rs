//! `cargo xtask setup`.

use std::time::Instant;

use anyhow::Result;

use crate::toolchain;

/// Options of `cargo xtask setup`.
#[derive(clap::Args)]
pub struct Args {
    /// Only fetch the files that parts are made from, and check them.
    #[arg(long)]
    fetch_only: bool,
}

/// Runs the command.
///
/// # Errors
/// When a part is nowhere to be had or does not build.
pub fn run(args: &Args) -> Result<()> {
    let start = Instant::now();
    if args.fetch_only {
        toolchain::fetch_only()?;
        eprintln!("all files are there");
    } else {
        let toolchain = toolchain::ensure()?;
        eprintln!(
            "the toolchain is ready in {} ({:.0} s)",
            toolchain.cache_dir().display(),
            start.elapsed().as_secs_f64()
        );
    }
    Ok(())
}
