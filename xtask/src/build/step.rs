//! A step of the build: done again only when what it depends on has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

use crate::project;

/// Names that tools leave in source folders and that no step depends on.
const NOT_SOURCES: [&str; 4] = ["node_modules", "__pycache__", ".mypy_cache", ".ruff_cache"];

/// What a step depends on and makes.
///
/// Like cargo, it trusts path, size and modification time of a file: hashing the contents of the
/// toolchain's libraries would take longer than most steps.
pub struct Step {
    name: String,
    fingerprint: Sha256,
    outputs: Vec<PathBuf>,
}

impl Step {
    /// A step with nothing that it depends on. The name also names its stamp.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            fingerprint: Sha256::new(),
            outputs: Vec::new(),
        }
    }

    /// Adds a file, or every file below a folder.
    ///
    /// # Errors
    /// When `path` does not exist.
    pub fn input(mut self, path: &Path) -> Result<Self> {
        let sources = WalkDir::new(path)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(is_source);
        for entry in sources {
            let entry = entry.context("cannot look at what the build depends on")?;
            if entry.file_type().is_dir() {
                continue;
            }
            self = self.setting(&state(entry.path())?);
        }
        Ok(self)
    }

    /// Adds a text that changes what the step does: a flag, a version, a script.
    pub fn setting(mut self, text: &str) -> Self {
        self.fingerprint.update(text.as_bytes());
        self.fingerprint.update(b"\0");
        self
    }

    /// Adds a file that the step makes.
    pub fn output(mut self, path: impl Into<PathBuf>) -> Self {
        self.outputs.push(path.into());
        self
    }

    /// Runs `make` unless inputs and outputs are as they were when it last succeeded.
    ///
    /// # Errors
    /// What `make` gives, and when it leaves an output out.
    pub fn run(self, make: impl FnOnce() -> Result<()>) -> Result<()> {
        let stamps = project::build_dir().join("stamps");
        fs::create_dir_all(&stamps)?;
        let stamp = stamps.join(&self.name);
        let fingerprint = hex(&self.fingerprint.finalize());
        // An output that something else changed is as stale as one that is not there.
        let current = || -> Result<String> {
            let outputs = self.outputs.iter().map(|path| state(path));
            let outputs: Vec<String> = outputs.collect::<Result<_>>()?;
            Ok(format!("{fingerprint}\n{}\n", outputs.join("\n")))
        };
        if let (Ok(found), Ok(current)) = (fs::read_to_string(&stamp), current())
            && found == current
        {
            return Ok(());
        }
        let start = Instant::now();
        eprintln!("{:>12} ...", self.name);
        make().with_context(|| format!("the build step `{}` failed", self.name))?;
        let made =
            current().with_context(|| format!("the build step `{}` left a file out", self.name))?;
        fs::write(&stamp, made)?;
        eprintln!("{:>12} {:.1} s", self.name, start.elapsed().as_secs_f64());
        Ok(())
    }
}

/// Path, size and modification time of a file.
fn state(path: &Path) -> Result<String> {
    let metadata =
        fs::metadata(path).with_context(|| format!("cannot look at {}", path.display()))?;
    let modified = metadata
        .modified()?
        .duration_since(SystemTime::UNIX_EPOCH)?;
    Ok(format!(
        "{} {} {}",
        path.display(),
        metadata.len(),
        modified.as_nanos()
    ))
}

/// Lower-case hexadecimal digits of `bytes`.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn is_source(entry: &DirEntry) -> bool {
    !NOT_SOURCES
        .iter()
        .any(|name| entry.file_name().to_str() == Some(name))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::{env, fs, process};

    use super::Step;

    #[test]
    fn step_is_done_again_only_after_a_change() {
        let folder = env::temp_dir().join(format!("jaspy-step-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (input, output) = (folder.join("input"), folder.join("output"));
        fs::write(&input, "one").unwrap();
        let runs = Cell::new(0);
        let run = |flag: &str| {
            let step = Step::new("test-step").input(&input).unwrap();
            step.setting(flag).output(&output).run(|| {
                runs.set(runs.get() + 1);
                Ok(fs::write(&output, format!("{}", runs.get()))?)
            })
        };

        run("a").unwrap();
        run("a").unwrap();
        assert_eq!(runs.get(), 1, "nothing changed");
        fs::write(&input, "two words").unwrap();
        run("a").unwrap();
        assert_eq!(runs.get(), 2, "the input changed");
        run("b").unwrap();
        assert_eq!(runs.get(), 3, "a setting changed");
        fs::write(&output, "something else").unwrap();
        run("b").unwrap();
        assert_eq!(runs.get(), 4, "the output changed");

        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn step_that_leaves_an_output_out_fails() {
        let missing = env::temp_dir().join("jaspy-never-written");

        let error = Step::new("test-lazy")
            .output(&missing)
            .run(|| Ok(()))
            .unwrap_err();

        assert!(error.to_string().contains("left a file out"), "{error}");
    }
}
