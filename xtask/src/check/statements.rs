//! Which test shows which statement about Jaspy: `tests/statements/*.toml`.
//!
//! A statement without a test, and a test that is gone, are failures, so that the files can be
//! read as a list of what is known to work.

mod source;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use walkdir::WalkDir;

use source::Source;

/// One file: the statements about one subject.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    statement: Vec<Statement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    /// What a user can rely on, in one sentence.
    says: String,
    /// `js/file: title` for each test that would fail if it were not so.
    #[serde(default)]
    tests: Vec<String>,
}

/// Checks all statements of the repository at `root`.
///
/// # Errors
/// When a file cannot be read or understood, and when a statement is said twice or names no test
/// that exists; the error names each of them.
pub fn check(root: &Path) -> Result<()> {
    let mut problems = Vec::new();
    let files = files(&root.join("tests").join("statements"))?;
    for file in &files {
        let name = file.strip_prefix(root).unwrap_or(file).display();
        let found = match read(file) {
            Ok(list) => problems_of(&list, root),
            Err(error) => vec![format!("{error:#}")],
        };
        problems.extend(
            found
                .into_iter()
                .map(|problem| format!("{name}: {problem}")),
        );
    }
    ensure!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let path = entry?.into_path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(path);
        }
    }
    ensure!(
        !files.is_empty(),
        "{} holds no statements",
        folder.display()
    );
    Ok(files)
}

fn read(file: &Path) -> Result<List> {
    let text = fs::read_to_string(file).context("cannot be read")?;
    toml::from_str(&text).context("cannot be understood")
}

fn problems_of(list: &List, root: &Path) -> Vec<String> {
    let mut problems = Vec::new();
    let mut said = HashSet::new();
    for statement in &list.statement {
        let says = &statement.says;
        if !said.insert(says.to_lowercase()) {
            problems.push(format!("{says:?} is said twice"));
        }
        if statement.tests.is_empty() {
            problems.push(format!("{says:?} names no test"));
        }
        for test in &statement.tests {
            if let Err(error) = find(test, root) {
                problems.push(format!("{says:?} names {test:?}: {error:#}"));
            }
        }
    }
    problems
}

/// Finds the test that `reference` names.
fn find(reference: &str, root: &Path) -> Result<()> {
    let (file, title) = reference
        .split_once(": ")
        .context("expected `folder/file: title`")?;
    let source = Source::of(file)?;
    let path = root.join(source.path());
    let text = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", source.path().display()))?;
    ensure!(
        source.has_test(&text, title),
        "there is no such test in {}",
        source.path().display()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::check;

    /// Checks a repository with one file of statements and one of tests in JavaScript.
    fn outcome(statements: &str, tests: &str) -> Result<(), String> {
        let root = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in [
            ("tests/statements/subject.toml", statements),
            ("tests/js/maths.test.mjs", tests),
        ] {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made the folder");
            fs::write(path, text).expect("wrote the file");
        }
        check(root.path()).map_err(|error| format!("{error:#}"))
    }

    const ADDS: &str =
        "[[statement]]\nsays = 'one and one is two'\ntests = ['js/maths: it adds']\n";

    #[test]
    fn statement_with_a_test_that_exists_is_accepted() {
        assert_eq!(outcome(ADDS, r#"test("it adds", () => {});"#), Ok(()));
    }

    #[test]
    fn statement_without_a_test_is_refused() {
        let expected = "tests/statements/subject.toml: \"it works\" names no test";

        for tests in ["", "tests = []"] {
            let statement = format!("[[statement]]\nsays = 'it works'\n{tests}\n");
            assert_eq!(outcome(&statement, ""), Err(expected.to_owned()));
        }
    }

    #[test]
    fn file_that_does_not_exist_is_refused() {
        let statement = ADDS.replace("js/maths", "js/music");

        let problem = outcome(&statement, "").expect_err("there is no such file");

        assert!(
            problem.starts_with(
                "tests/statements/subject.toml: \"one and one is two\" names \
                 \"js/music: it adds\": cannot read tests/js/music.test.mjs"
            ),
            "{problem}"
        );
    }

    #[test]
    fn title_that_the_file_does_not_contain_is_refused() {
        assert_eq!(
            outcome(ADDS, r#"test("it adds up", () => {});"#),
            Err(
                "tests/statements/subject.toml: \"one and one is two\" names \
                 \"js/maths: it adds\": there is no such test in tests/js/maths.test.mjs"
                    .to_owned()
            )
        );
    }

    #[test]
    fn statement_that_is_said_twice_is_refused_whatever_its_capitals() {
        let twice = format!("{ADDS}{}", ADDS.replace("one and", "One and"));

        assert_eq!(
            outcome(&twice, r#"test("it adds", () => {});"#),
            Err("tests/statements/subject.toml: \"One and one is two\" is said twice".to_owned())
        );
    }

    #[test]
    fn every_problem_is_named() {
        let statements = "[[statement]]\nsays = 'first'\n[[statement]]\nsays = 'second'\n";

        let problems = outcome(statements, "").expect_err("neither names a test");

        assert_eq!(problems.lines().count(), 2, "{problems}");
    }

    #[test]
    fn reference_without_a_title_or_with_an_unknown_folder_is_refused() {
        for reference in ["js/maths", "music/maths: it adds"] {
            let statement = ADDS.replace("js/maths: it adds", reference);
            let problem = outcome(&statement, "").expect_err(reference);
            assert!(problem.contains("expected"), "{problem}");
        }
    }

    #[test]
    fn file_that_is_no_list_of_statements_is_refused() {
        for text in ["", "[[statement]]\nsay = 'a typing error'\n", "says ="] {
            let problem = outcome(text, "").expect_err(text);
            assert!(problem.contains("cannot be understood"), "{problem}");
        }
    }

    #[test]
    fn repository_without_statements_is_refused() {
        let root = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(root.path().join("tests/statements")).expect("made the folder");

        let problem = check(root.path())
            .expect_err("there is no statement")
            .to_string();

        assert!(problem.ends_with("holds no statements"), "{problem}");
    }
}
