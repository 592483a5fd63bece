//! Tests in Chromium, driven from Node.

use anyhow::Result;

use super::node;
use super::tally::Tally;
use crate::chromium;
use crate::toolchain::Toolchain;

/// Runs the files in `tests/browser` whose names contain one of `filters`, or all.
///
/// # Errors
/// When there is no browser and none can be installed, or Node cannot be started.
pub fn run(toolchain: &Toolchain, filters: &[String]) -> Result<Tally> {
    chromium::ensure()?;
    node::run(toolchain, "browser", filters)
}
