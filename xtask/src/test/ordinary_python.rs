//! Tests of the Python packages on an ordinary Python, where there is no JavaScript.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::files;
use super::tally::Tally;
use crate::toolchain::Toolchain;
use crate::{process, project};

/// Those of the tests in `tests/python` that ask for nothing of JavaScript's.
const NAMES: &str = "test_names";

/// Runs each such file whose name contains one of `filters`, or all; a file counts as one test.
///
/// # Errors
/// When there is no such file.
pub fn run(toolchain: &Toolchain, filters: &[String]) -> Result<Tally> {
    let mut tally = Tally::default();
    for path in files::find("python", &format!("{NAMES}.py"), filters)? {
        let outcome = run_file(toolchain, &path);
        println!(
            "{}: {}",
            path.strip_prefix(project::root())?.display(),
            if outcome.is_ok() { "ok" } else { "FAILED" }
        );
        tally += Tally::of(outcome);
    }
    Ok(tally)
}

fn run_file(toolchain: &Toolchain, path: &Path) -> Result<()> {
    let mut python = Command::new(toolchain.native_python());
    python
        .current_dir(project::root())
        .env(
            "PYTHONPATH",
            env::join_paths([project::root().join("python")])?,
        )
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(path);
    process::run_quietly(&mut python)
}
