//! The table of sizes: each file as it is, and as a server would send it.

use std::process::Command;

use anyhow::Result;

use crate::{process, project};

/// Compresses the files of a folder and prints the table.
const MEASURE: &str = include_str!("sizes.mjs");

/// Prints raw, gzip and brotli size of each file in `dist/` that is loaded.
///
/// # Errors
/// When a file cannot be read or Node is missing.
pub fn print() -> Result<()> {
    process::run(
        Command::new("node")
            .args(["--input-type=module", "--eval", MEASURE, "--"])
            .arg(project::dist())
            .arg(project::build_dir().join("sizes.json")),
    )
}
