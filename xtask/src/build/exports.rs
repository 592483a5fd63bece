//! The names that the linked wasm exports: what the bridge's JavaScript side calls, and what C
//! extensions may use. Every other name is left to the optimiser.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use walkdir::WalkDir;

use crate::process;
use crate::toolchain::Toolchain;

/// Names of the C library that extensions use, one a line.
const C_LIBRARY: &str = include_str!("c-library-exports.txt");

/// What the names of the crate's entries start with.
const ENTRY: &str = "py_";

/// What the names start with that the crate defines for wasm-bindgen.
const BINDGEN: [&str; 3] = ["__wbindgen_", "__wbg_", "__externref_"];

/// The names that the crate defines for the world outside.
pub struct CrateNames {
    /// The functions that JavaScript calls.
    pub entries: BTreeSet<String>,
    /// What wasm-bindgen looks for and mostly removes.
    pub bindgen: BTreeSet<String>,
}

/// Reads the names that the crate defines for JavaScript and wasm-bindgen.
///
/// # Errors
/// When the library cannot be read, or names nothing for JavaScript.
pub fn of_crate(toolchain: &Toolchain, archive: &Path) -> Result<CrateNames> {
    let mut names = defined_names(toolchain, archive)?;
    let entries: BTreeSet<String> = names
        .extract_if(.., |name| name.starts_with(ENTRY))
        .collect();
    names.retain(|name| BINDGEN.iter().any(|prefix| name.starts_with(prefix)));
    ensure!(
        !entries.is_empty(),
        "{} defines no function named `{ENTRY}...` for JavaScript to call",
        archive.display()
    );
    Ok(CrateNames {
        entries,
        bindgen: names,
    })
}

/// Reads the names that a C helper defines for JavaScript.
///
/// # Errors
/// When the object file cannot be read.
pub fn of_helper(toolchain: &Toolchain, object: &Path) -> Result<BTreeSet<String>> {
    let mut names = defined_names(toolchain, object)?;
    names.retain(|name| name.starts_with(ENTRY));
    Ok(names)
}

/// The C API: what CPython defines and its public headers declare, and the C library's names.
///
/// # Errors
/// When CPython's library or headers cannot be read.
pub fn for_extensions(toolchain: &Toolchain) -> Result<BTreeSet<String>> {
    let library = libpython(toolchain)?;
    let declared = declared_names(toolchain)?;
    let mut names: BTreeSet<String> = defined_names(toolchain, &library)?
        .into_iter()
        .filter(|name| declared.contains(name))
        .collect();
    ensure!(
        names.contains("PyObject_Call"),
        "found no PyObject_Call in {} and CPython's headers",
        library.display()
    );
    let c_library = C_LIBRARY
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    names.extend(c_library.map(str::to_owned));
    Ok(names)
}

fn libpython(toolchain: &Toolchain) -> Result<std::path::PathBuf> {
    toolchain
        .python_libraries()
        .into_iter()
        .find(|path| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.starts_with("libpython"))
        })
        .context("the toolchain gives no libpython to link")
}

fn defined_names(toolchain: &Toolchain, library: &Path) -> Result<BTreeSet<String>> {
    let mut nm = toolchain.command("llvm-nm");
    nm.args([
        "--defined-only",
        "--extern-only",
        "--format=just-symbols",
        "--quiet",
    ])
    .arg(library);
    let listing = process::read(&mut nm)?;
    // Names of the library's members end with a colon.
    let names = listing
        .lines()
        .filter(|line| !line.is_empty() && !line.ends_with(':'));
    Ok(names.map(str::to_owned).collect())
}

/// All identifiers in CPython's public headers. `Include/internal` is not public.
fn declared_names(toolchain: &Toolchain) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for folder in toolchain.python_include_dirs() {
        let headers = WalkDir::new(&folder)
            .max_depth(2)
            .into_iter()
            .filter_entry(|entry| entry.file_name() != "internal");
        for entry in headers {
            let entry = entry?;
            if entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "h")
            {
                let header = fs::read_to_string(entry.path())
                    .with_context(|| format!("cannot read {}", entry.path().display()))?;
                names.extend(words(&header));
            }
        }
    }
    Ok(names)
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
