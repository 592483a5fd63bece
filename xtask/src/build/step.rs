//! A step of the build: done again only when what it depends on has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use anyhow::{Context, Result, ensure};
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
    name: &'static str,
    fingerprint: Sha256,
    outputs: Vec<PathBuf>,
}

impl Step {
    /// A step with nothing that it depends on. The name also names its stamp.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
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
            let metadata = fs::metadata(entry.path())?;
            let modified = metadata
                .modified()?
                .duration_since(SystemTime::UNIX_EPOCH)?;
            self = self.setting(&format!(
                "{} {} {}",
                entry.path().display(),
                metadata.len(),
                modified.as_nanos()
            ));
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

    /// Runs `make` unless the outputs are there and everything is as it was when it last succeeded.
    ///
    /// # Errors
    /// What `make` gives, and when it leaves an output out.
    pub fn run(self, make: impl FnOnce() -> Result<()>) -> Result<()> {
        let stamps = project::build_dir().join("stamps");
        fs::create_dir_all(&stamps)?;
        let stamp = stamps.join(self.name);
        let fingerprint = hex(&self.fingerprint.finalize());
        let is_fresh = self.outputs.iter().all(|path| path.exists())
            && fs::read_to_string(&stamp).is_ok_and(|found| found == fingerprint);
        if is_fresh {
            return Ok(());
        }
        let start = Instant::now();
        eprintln!("{:>12} ...", self.name);
        make().with_context(|| format!("the build step `{}` failed", self.name))?;
        for output in &self.outputs {
            ensure!(
                output.exists(),
                "the build step `{}` did not write {}",
                self.name,
                output.display()
            );
        }
        fs::write(&stamp, fingerprint)?;
        eprintln!("{:>12} {:.1} s", self.name, start.elapsed().as_secs_f64());
        Ok(())
    }
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
