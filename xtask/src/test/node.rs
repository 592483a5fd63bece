//! Tests that Node's test runner runs.

use std::path::Path;
use std::process::Command;
use std::{env, fs, thread};

use anyhow::{Context, Result};

use super::tally::Tally;
use super::{files, wheels};
use crate::toolchain::Toolchain;
use crate::{build, process, project};

/// The end of a test file's name.
const SUFFIX: &str = ".test.mjs";

/// A test that needs longer hangs.
const LIMIT_MILLISECONDS: &str = "600000";

/// Runs the files in `tests/<folder>` whose names contain one of `filters`, or all.
///
/// # Errors
/// When there is no such file, or Node cannot be started.
pub fn run(toolchain: &Toolchain, folder: &str, filters: &[String]) -> Result<Tally> {
    run_with(Path::new("node"), toolchain, folder, filters)
}

/// The same in another Node.
///
/// # Errors
/// As [`run`].
pub fn run_with(
    program: &Path,
    toolchain: &Toolchain,
    folder: &str,
    filters: &[String],
) -> Result<Tally> {
    build::npm_install("test packages", &project::root().join("tests"))?;
    let files = files::find(folder, SUFFIX, filters)?;
    let report = project::build_dir().join(format!("{folder}.tap"));
    let mut node = Command::new(program);
    // A test builds a C extension with the toolchain that built the runtime.
    toolchain.apply_env(&mut node);
    node.current_dir(project::root())
        .env("JASPY_XTASK", env::current_exe()?)
        .env("JASPY_WHEELS", wheels::ensure(toolchain)?)
        .env("JASPY_EMCC", toolchain.emcc().get_program())
        .env(
            "JASPY_PYTHON_INCLUDE",
            env::join_paths(toolchain.python_include_dirs())?,
        )
        .args(["--test", "--expose-gc"])
        .arg(format!("--test-timeout={LIMIT_MILLISECONDS}"))
        // Node leaves a processor free, which on a small machine is half of it.
        .arg(format!(
            "--test-concurrency={}",
            thread::available_parallelism()?
        ))
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", report.display()))
        .args(&files);
    let status = process::status(&mut node)?;
    let mut tally = counts(&fs::read_to_string(&report)?)
        .with_context(|| format!("Node ended with {status} and wrote no summary"))?;
    if !status.success() && tally.failed == 0 {
        tally += Tally::failure();
    }
    Ok(tally)
}

/// Reads the lines `# pass 5` and so on at the end of a report in the format TAP.
fn counts(report: &str) -> Option<Tally> {
    let count = |kind: &str| {
        report.lines().rev().find_map(|line| {
            let number = line.strip_prefix("# ")?.strip_prefix(kind)?;
            number.trim().parse::<usize>().ok()
        })
    };
    Some(Tally {
        passed: count("pass ")?,
        failed: count("fail ")? + count("cancelled ")?,
        skipped: count("skipped ")? + count("todo ")?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Tally, counts};

    #[test]
    fn summary_is_counted_and_what_was_cancelled_has_failed() {
        let report = "ok 1 - a\n1..9\n# tests 9\n# suites 0\n# pass 5\n# fail 1\n# cancelled 2\n\
                      # skipped 1\n# todo 0\n# duration_ms 5.5\n";

        assert_eq!(
            counts(report),
            Some(Tally {
                passed: 5,
                failed: 3,
                skipped: 1
            })
        );
    }

    #[test]
    fn report_without_summary_counts_nothing() {
        assert_eq!(counts("TAP version 13\n# Subtest: a\n"), None);
    }
}
