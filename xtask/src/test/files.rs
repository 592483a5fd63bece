//! Which files of tests are to run.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use walkdir::WalkDir;

use crate::project;

/// The files in `tests/<folder>` that end in `suffix` and whose names contain one of `filters`;
/// all of them without a filter.
///
/// # Errors
/// When there is no such file: a test that does not run must not look like one that passed.
pub fn find(folder: &str, suffix: &str, filters: &[String]) -> Result<Vec<PathBuf>> {
    let tests = project::root().join("tests").join(folder);
    let mut files = Vec::new();
    for entry in WalkDir::new(&tests).sort_by_file_name() {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy();
        let is_chosen = filters.is_empty() || filters.iter().any(|word| name.contains(word));
        if name.ends_with(suffix) && is_chosen {
            files.push(entry.into_path());
        }
    }
    ensure!(
        !files.is_empty(),
        "found no `*{suffix}` in {} for {filters:?}",
        tests.display()
    );
    Ok(files)
}
