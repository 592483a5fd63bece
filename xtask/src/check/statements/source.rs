//! Finding a test by its title in the source that defines it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The folders that a reference can start with, and the ends of the names of their files.
const FOLDERS: [(&str, &str, Language); 7] = [
    ("js", ".test.mjs", Language::JavaScript),
    ("browser", ".test.mjs", Language::JavaScript),
    ("node24", ".test.mjs", Language::JavaScript),
    ("python", ".py", Language::Python),
    ("types", ".ts", Language::Comment("// ")),
    ("types-python", ".py", Language::Comment("# ")),
    ("cases", ".json", Language::Cases),
];

/// How tests are written in a file.
#[derive(Clone, Copy)]
enum Language {
    /// `test("title", ...)`, by any function whose name ends in `test`.
    JavaScript,
    /// `def test_title` in a class: `Class.test_title`.
    Python,
    /// A comment that is a line of its own heads what is tested.
    Comment(&'static str),
    /// A row that begins with the title.
    Cases,
    /// `fn title`.
    Rust,
}

/// A file of tests.
pub struct Source {
    path: PathBuf,
    language: Language,
}

impl Source {
    /// The file that a reference names without its ending: `js/leaks`, `src/handle/table`.
    ///
    /// # Errors
    /// When no tests are in such a folder.
    pub fn of(file: &str) -> Result<Self> {
        let (folder, name) = file.split_once('/').context("expected `folder/file`")?;
        if folder == "src" || folder == "xtask" {
            return Ok(Self {
                path: PathBuf::from(format!("{file}.rs")),
                language: Language::Rust,
            });
        }
        for (known, suffix, language) in FOLDERS {
            if folder == known {
                let path = Path::new("tests")
                    .join(folder)
                    .join(format!("{name}{suffix}"));
                return Ok(Self { path, language });
            }
        }
        bail!("expected a folder of tests, not {folder}")
    }

    /// Where the file is in the repository.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether `text`, which the file contains, defines a test with that title.
    pub fn has_test(&self, text: &str, title: &str) -> bool {
        match self.language {
            Language::JavaScript => makes_test(text, title),
            Language::Python => is_method(text, title),
            Language::Comment(mark) => {
                let comment = format!("{mark}{title}");
                text.lines().any(|line| line.trim() == comment)
            }
            Language::Cases => {
                let name = format!("{},", serde_json::Value::from(title));
                text.match_indices(&name)
                    .any(|(at, _)| text[..at].trim_end().ends_with('['))
            }
            Language::Rust => text.contains(&format!("fn {title}()")),
        }
    }
}

/// Whether a test is made with `title`, spelled as in the source.
fn makes_test(text: &str, title: &str) -> bool {
    ['"', '\'', '`'].into_iter().any(|quote| {
        text.match_indices(&format!("{quote}{title}{quote}"))
            .any(|(place, _)| is_test_call(&text[..place]))
    })
}

/// Whether `before` ends in the call of a function that makes a test of what it is given.
fn is_test_call(before: &str) -> bool {
    let Some(call) = before.trim_end().strip_suffix('(') else {
        return false;
    };
    let line = call.rsplit('\n').next().unwrap_or_default();
    !line.contains("//") && line.to_lowercase().ends_with("test")
}

/// Whether `text` defines the method `Class.test_title`.
fn is_method(text: &str, title: &str) -> bool {
    let Some((class, method)) = title.split_once('.') else {
        return false;
    };
    let mut is_inside = false;
    for line in text.lines() {
        if !line.is_empty() && !line.starts_with([' ', '#', ')']) {
            is_inside = line.starts_with(&format!("class {class}("));
        }
        if is_inside && line.starts_with(&format!("    def {method}(")) {
            return method.starts_with("test");
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::Source;

    fn has_test(file: &str, text: &str, title: &str) -> bool {
        let source = Source::of(file).expect("a folder of tests");
        source.has_test(text, title)
    }

    #[test]
    fn title_is_the_first_argument_of_a_call() {
        for text in [
            r#"test("it adds", () => {});"#,
            "test('it adds', () => {});",
            "  test(\n    `it adds`,\n    () => {},\n  );",
            r#"pep818.test("it adds", () => {});"#,
        ] {
            assert!(has_test("js/maths", text, "it adds"), "{text}");
        }
    }

    #[test]
    fn text_that_is_no_test_is_none() {
        for text in [
            r#"const title = "it adds";"#,
            r#"run("it adds", () => {});"#,
            r#"// test("it adds", () => {});"#,
            r#"test.skip("it adds", () => {});"#,
            r#"test.todo("it adds");"#,
            r#"test("it adds up", () => {});"#,
            "test(it adds, () => {});",
        ] {
            assert!(!has_test("js/maths", text, "it adds"), "{text}");
        }
    }

    #[test]
    fn title_that_is_a_template_is_named_as_it_is_written() {
        let text = "for (const n of [1, 2]) test(`it adds ${n}`, () => {});";

        assert!(has_test("browser/maths", text, "it adds ${n}"));
        assert!(!has_test("browser/maths", text, "it adds 1"));
    }

    #[test]
    fn test_in_python_is_a_method_of_its_class() {
        let text = "class Adding(TestCase):\n    def test_one(self) -> None:\n        pass\n\n\n\
                    class Other(TestCase):\n    def test_two(self) -> None:\n        pass\n";

        assert!(has_test("python/test_maths", text, "Adding.test_one"));
        assert!(has_test("python/test_maths", text, "Other.test_two"));
        assert!(!has_test("python/test_maths", text, "Adding.test_two"));
        assert!(!has_test("python/test_maths", text, "test_one"));
    }

    #[test]
    fn part_of_a_program_of_types_is_headed_by_a_comment() {
        let text = "// Adding gives a number.\nconst two: number = 1 + 1;\n";

        assert!(has_test("types/maths", text, "Adding gives a number."));
        assert!(!has_test("types/maths", text, "Adding gives"));
        assert!(has_test(
            "types-python/maths",
            "# It adds.\n1 + 1\n",
            "It adds."
        ));
    }

    #[test]
    fn row_of_cases_is_found_by_its_name() {
        let text =
            "{ \"rows\": [[\"a \\\"quoted\\\" word\", \"1\", \"1\"], [\n  \"long\",\n  \"2\"]] }";

        assert!(has_test("cases/values", text, "a \"quoted\" word"));
        assert!(!has_test("cases/values", text, "quoted"));
        assert!(has_test("cases/values", text, "long"));
        assert!(!has_test("cases/values", text, "1"));
    }

    #[test]
    fn test_in_rust_is_a_function() {
        let text = "    #[test]\n    fn it_adds() {}\n";

        assert!(has_test("src/handle/table", text, "it_adds"));
        assert!(has_test("xtask/src/maths", text, "it_adds"));
        assert!(!has_test("src/handle/table", text, "it_add"));
    }
}
