//! What the type declarations promise, checked by the compilers that read them.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::tally::Tally;
use super::{files, python_types};
use crate::toolchain::Toolchain;
use crate::{build, process};

/// Checks the files in `tests/types` and `tests/types-python` whose names contain one of `filters`.
///
/// # Errors
/// When there is no such file in either, or mypy cannot be installed.
pub fn run(toolchain: &Toolchain, filters: &[String]) -> Result<Tally> {
    let (typescript, python) = match (
        files::find("types", ".ts", filters),
        files::find("types-python", ".py", filters),
    ) {
        (Err(error), Err(_)) => return Err(error),
        (typescript, python) => (typescript.unwrap_or_default(), python.unwrap_or_default()),
    };
    let mut tally = check_typescript(&typescript);
    tally += python_types::check(toolchain, &python)?;
    Ok(tally)
}

/// Each file must compile, and what it marks with `@ts-expect-error` must not.
fn check_typescript(files: &[PathBuf]) -> Tally {
    let mut tally = Tally::default();
    for path in files {
        tally += Tally::of(compile(path));
    }
    tally
}

fn compile(path: &Path) -> Result<()> {
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
    .arg(path);
    process::run_quietly(&mut tsc)
}
