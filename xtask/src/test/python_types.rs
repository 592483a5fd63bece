//! What the types of the Python side promise, checked by mypy.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::tally::Tally;
use crate::check::PythonTools;
use crate::toolchain::Toolchain;
use crate::{build, process, project};

/// What marks a line that must be refused; the code of the error follows.
const EXPECT: &str = "# expect: ";

/// Checks each of `files`: mypy must refuse exactly the lines that are marked
/// `# expect: error-code`, for that reason.
///
/// # Errors
/// When mypy cannot be installed.
pub fn check(toolchain: &Toolchain, files: &[PathBuf]) -> Result<Tally> {
    let tools = PythonTools::install(toolchain)?;
    let mut tally = Tally::default();
    for path in files {
        tally += Tally::of(check_file(&mut tools.command("mypy"), path));
    }
    Ok(tally)
}

fn check_file(mypy: &mut Command, path: &Path) -> Result<()> {
    mypy.args(["--strict", "--config-file=", "--python-version=3.13"])
        .args(["--show-error-codes", "--no-error-summary", "--no-pretty"])
        .arg("--cache-dir")
        .arg(project::target().join("mypy-types"))
        .env("MYPYPATH", build::typings())
        .arg(path);
    let output = process::output(mypy)?;
    let source = fs::read_to_string(path)?;
    let name = path.strip_prefix(project::root()).unwrap_or(path);
    let problems = compare(&expected(&source), &refused(&output, name)?);
    ensure!(
        problems.is_empty(),
        "{}:\n{}\n{output}",
        name.display(),
        problems.join("\n")
    );
    Ok(())
}

/// The line and code of an error.
type Refusal = (usize, String);

fn expected(source: &str) -> BTreeSet<Refusal> {
    source
        .lines()
        .enumerate()
        .filter_map(|(index, line)| {
            let (_, code) = line.split_once(EXPECT)?;
            Some((index + 1, code.trim().to_owned()))
        })
        .collect()
}

/// Reads lines like `tests/types-python/api.py:3: error: Too many arguments  [call-arg]`.
///
/// An error in another file means that the types themselves are wrong.
fn refused(output: &str, file: &Path) -> Result<BTreeSet<Refusal>> {
    let mut refusals = BTreeSet::new();
    for line in output.lines() {
        let Some((place, message)) = line.split_once(": error: ") else {
            continue;
        };
        let number = place
            .strip_prefix(&format!("{}:", file.display()))
            .with_context(|| format!("the types have a mistake: {line}"))?;
        let code = message.rsplit_once('[').map_or("", |(_, code)| code);
        refusals.insert((number.parse()?, code.trim_end_matches(']').to_owned()));
    }
    Ok(refusals)
}

fn compare(expected: &BTreeSet<Refusal>, refused: &BTreeSet<Refusal>) -> Vec<String> {
    let accepted = expected
        .difference(refused)
        .map(|(line, code)| format!("line {line} must be refused as {code}, and is not"));
    let refused = refused
        .difference(expected)
        .map(|(line, code)| format!("line {line} is refused as {code}, and must not be"));
    accepted.chain(refused).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{compare, expected, refused};

    const SOURCE: &str = "one()\ntwo(1)  # expect: call-arg\n";

    fn problems(output: &str) -> Vec<String> {
        let refused = refused(output, Path::new("a.py")).expect("errors in this file only");
        compare(&expected(SOURCE), &refused)
    }

    #[test]
    fn program_that_is_refused_as_expected_passes() {
        let output = "a.py:2: error: Too many arguments for \"two\"  [call-arg]\n\
                      a.py:2: note: \"two\" is [here]\n";

        assert_eq!(problems(output), Vec::<String>::new());
    }

    #[test]
    fn mistake_that_is_accepted_is_a_failure() {
        assert_eq!(
            problems(""),
            ["line 2 must be refused as call-arg, and is not"]
        );
    }

    #[test]
    fn refusal_for_another_reason_or_elsewhere_is_a_failure() {
        let output = "a.py:1: error: Name \"one\" is not defined  [name-defined]\n\
                      a.py:2: error: Name \"two\" is not defined  [name-defined]\n";

        assert_eq!(
            problems(output),
            [
                "line 2 must be refused as call-arg, and is not",
                "line 1 is refused as name-defined, and must not be",
                "line 2 is refused as name-defined, and must not be",
            ]
        );
    }

    #[test]
    fn mistake_in_the_types_themselves_is_a_failure() {
        let output = "typings/js/__init__.pyi:5: error: invalid syntax  [syntax]\n";

        let error = refused(output, Path::new("a.py")).expect_err("another file");

        assert!(error.to_string().contains("__init__.pyi:5"), "{error}");
    }
}
