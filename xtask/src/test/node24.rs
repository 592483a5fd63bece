//! Tests in Node 24, which has JavaScript Promise Integration: it can suspend WebAssembly.

use anyhow::Result;

use super::node;
use super::tally::Tally;
use crate::project;
use crate::toolchain::Toolchain;

/// The program in the npm package `node`, which is the newest that its registry has.
const PROGRAM: &str = "tests/node_modules/node/bin/node";

/// Runs the files in `tests/node24` whose names contain one of `filters`, or all.
///
/// # Errors
/// When there is no such file, or Node cannot be started.
pub fn run(toolchain: &Toolchain, filters: &[String]) -> Result<Tally> {
    node::run_with(&project::root().join(PROGRAM), toolchain, "node24", filters)
}
