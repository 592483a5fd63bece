//! What the package's type declarations promise, checked by the TypeScript compiler.

use anyhow::Result;

use super::files;
use super::tally::Tally;
use crate::{build, process};

/// Checks each file in `tests/types` whose name contains one of `filters`, or all: it must compile,
/// and what it marks with `@ts-expect-error` must not.
///
/// # Errors
/// When there is no such file.
pub fn run(filters: &[String]) -> Result<Tally> {
    let mut tally = Tally::default();
    for path in files::find("types", ".ts", filters)? {
        let mut tsc = build::tsc();
        tsc.args([
            "--noEmit",
            "--strict",
            "--target",
            "es2022",
            "--module",
            "nodenext",
            "--ignoreConfig",
        ])
        .arg(&path);
        tally += Tally::of(process::run_quietly(&mut tsc));
    }
    Ok(tally)
}
