//! What the package's type declarations promise, checked by the TypeScript compiler.

use anyhow::{Result, ensure};
use walkdir::WalkDir;

use super::tally::Tally;
use crate::{build, process, project};

/// Checks each file in `tests/types` whose name contains one of `filters`, or all: it must compile,
/// and what it marks with `@ts-expect-error` must not.
///
/// # Errors
/// When there is no such file.
pub fn run(filters: &[String]) -> Result<Tally> {
    let folder = project::root().join("tests").join("types");
    let mut tally = Tally::default();
    for entry in WalkDir::new(&folder).sort_by_file_name() {
        let path = entry?.into_path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let is_chosen =
            filters.is_empty() || filters.iter().any(|word| name.contains(word.as_str()));
        if !name.ends_with(".ts") || !is_chosen {
            continue;
        }
        let mut tsc = build::tsc();
        tsc.args([
            "--noEmit", "--strict", "--target", "es2022", "--module", "nodenext",
        ])
        .args(["--ignoreConfig"])
        .arg(&path);
        tally += Tally::of(process::run_quietly(&mut tsc));
    }
    ensure!(
        tally != Tally::default(),
        "found no types to test in {}",
        folder.display()
    );
    Ok(tally)
}
