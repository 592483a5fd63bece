//! Rust's tests, run on this machine with the native CPython of the same version.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::tally::Tally;
use crate::project;
use crate::toolchain::Toolchain;

/// Runs the tests whose names contain one of `filters`, or all.
///
/// # Errors
/// When cargo cannot be started.
pub fn run(toolchain: &Toolchain, filters: &[String]) -> Result<Tally> {
    let mut child = Command::new("cargo")
        .current_dir(project::root())
        .args(["test", "--workspace", "--quiet", "--no-fail-fast", "--"])
        .args(filters)
        .env("PYO3_CONFIG_FILE", toolchain.native_pyo3_config())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cargo test")?;
    let output = child.stdout.take().context("cargo test has no output")?;
    let mut tally = Tally::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        if let Some(counts) = counts(&line) {
            tally += counts;
        }
    }
    if !child.wait()?.success() && tally.failed == 0 {
        // Something did not compile, or a test ended the whole process.
        tally += Tally::failure();
    }
    Ok(tally)
}

/// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; ...`.
fn counts(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut tally = Tally::default();
    for count in counts.split("; ") {
        let (number, kind) = count.split_once(' ')?;
        let field = match kind {
            "passed" => &mut tally.passed,
            "failed" => &mut tally.failed,
            "ignored" => &mut tally.skipped,
            _ => continue,
        };
        *field = number.parse().ok()?;
    }
    Some(tally)
}

#[cfg(test)]
mod tests {
    use super::{Tally, counts};

    #[test]
    fn summary_of_a_test_program_is_counted() {
        let line = "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; \
                    3 filtered out; finished in 0.01s";

        assert_eq!(
            counts(line),
            Some(Tally {
                passed: 12,
                failed: 2,
                skipped: 1
            })
        );
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(counts("running 12 tests"), None);
    }
}
