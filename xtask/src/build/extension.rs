//! `cargo xtask build --extension FOLDER`: a package whose runtime has a Rust crate linked in.
//!
//! The crate is a static library that uses `jaspy`, which is thereby in it: it takes the place of the
//! project's own library in the link.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use walkdir::WalkDir;

use super::package::{Effort, Package};
use super::{link, rust_crate, typescript};
use crate::toolchain::Toolchain;
use crate::{process, project};

/// What is made anew for each package, or for npm alone.
const NOT_COPIED: [&str; 6] = [
    "jaspy-core.mjs",
    "jaspy-core.wasm",
    "jaspy.mjs",
    "pyodide.mjs",
    "pyodide.js",
    "typings",
];

/// Builds the package and gives its folder. The project's own must have been built.
///
/// # Errors
/// When the folder has no crate, this is no static library, or a step fails.
pub fn build(toolchain: &Toolchain, folder: &Path, effort: Effort) -> Result<PathBuf> {
    let manifest = folder.join("Cargo.toml");
    let manifest = fs::canonicalize(&manifest)
        .with_context(|| format!("cannot find {}", manifest.display()))?;
    let library = compile(toolchain, &manifest)?;
    let package = Package::with_extension(&library.name, effort);
    copy(&project::dist(), package.folder())?;
    link::core(toolchain, &library.archive, &package)?;
    typescript::bundle(&package)?;
    Ok(package.folder().to_owned())
}

struct Library {
    name: String,
    archive: PathBuf,
}

/// What cargo says, as JSON, of each artifact that it makes or finds.
#[derive(Deserialize)]
struct Artifact {
    manifest_path: PathBuf,
    target: Target,
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

fn compile(toolchain: &Toolchain, manifest: &Path) -> Result<Library> {
    let mut cargo = rust_crate::cargo_for_library(toolchain, "build");
    cargo.arg("--message-format=json-render-diagnostics");
    cargo.arg("--manifest-path").arg(manifest);
    library(&process::read(&mut cargo)?, manifest)
}

fn library(messages: &str, manifest: &Path) -> Result<Library> {
    let artifact = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Artifact>(line).ok())
        .find(|artifact| artifact.manifest_path == manifest)
        .with_context(|| format!("cargo made nothing of {}", manifest.display()))?;
    let archive = artifact
        .filenames
        .into_iter()
        .find(|path| path.extension().is_some_and(|extension| extension == "a"))
        .with_context(|| {
            let manifest = manifest.display();
            format!("{manifest} is no static library: `crate-type = [\"staticlib\"]` is missing")
        })?;
    Ok(Library {
        name: artifact.target.name,
        archive,
    })
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let is_copied = |name: &std::ffi::OsStr| !NOT_COPIED.iter().any(|other| name == *other);
    let files = WalkDir::new(from)
        .into_iter()
        .filter_entry(|entry| is_copied(entry.file_name()));
    for entry in files {
        let entry = entry?;
        let copy = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(copy)?;
        } else {
            fs::copy(entry.path(), &copy)
                .with_context(|| format!("cannot copy {}", entry.path().display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::library;

    const JASPY: &str = r#"{"reason":"compiler-artifact","manifest_path":"/jaspy/Cargo.toml","target":{"name":"jaspy"},"filenames":["/t/libjaspy.rlib"]}"#;
    const OWN: &str = r#"{"reason":"compiler-artifact","manifest_path":"/own/Cargo.toml","target":{"name":"own_module"},"filenames":["/t/libown_module.a"]}"#;

    #[test]
    fn the_archive_of_the_crate_itself_is_found() {
        let messages = format!("{JASPY}\n{OWN}\n{{\"reason\":\"build-finished\"}}\n");

        let library = library(&messages, Path::new("/own/Cargo.toml")).unwrap();

        assert_eq!(library.name, "own_module");
        assert_eq!(library.archive, Path::new("/t/libown_module.a"));
    }

    #[test]
    fn a_crate_that_is_no_static_library_is_refused() {
        let error = library(JASPY, Path::new("/jaspy/Cargo.toml"))
            .err()
            .unwrap();

        assert!(error.to_string().contains("staticlib"), "{error}");
    }
}
