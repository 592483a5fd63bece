//! `dist/typings/`: what type checkers and editors need to know about the Python side.
//!
//! Jaspy's own packages with their types, those of the built-in module, and those of the module
//! `js`, which are made from TypeScript's libraries of the DOM and of the language.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use super::npm;
use super::step::Step;
use super::typescript::js;
use crate::{process, project};

/// Where they are: a folder for `MYPYPATH`, or Pylance's `extraPaths`.
pub fn folder() -> PathBuf {
    project::dist().join("typings")
}

/// Writes the folder.
///
/// # Errors
/// When npm or Node fails, or a file cannot be read or written.
pub fn write() -> Result<()> {
    npm::install("js packages", &js())?;
    let packages = project::root().join("python");
    let generator = js().join("python-stubs");
    let js_module = folder().join("js").join("__init__.pyi");
    Step::new("typings")
        .input(&packages)?
        .input(&generator)?
        .input(&js().join("package-lock.json"))?
        .output(&js_module)
        .run(|| {
            if folder().exists() {
                fs::remove_dir_all(folder())?;
            }
            copy_packages()?;
            fs::create_dir_all(folder().join("js"))?;
            process::run_quietly(
                Command::new("node")
                    .current_dir(js())
                    .arg(generator.join("main.mjs"))
                    .arg(&js_module),
            )
        })
}

fn copy_packages() -> Result<()> {
    let packages = project::root().join("python");
    for entry in WalkDir::new(&packages) {
        let entry = entry?;
        let is_typed = entry.path().extension().is_some_and(|extension| {
            extension == "py" || extension == "pyi" || extension == "typed"
        });
        if !is_typed {
            continue;
        }
        let copy = folder().join(entry.path().strip_prefix(&packages)?);
        fs::create_dir_all(copy.parent().context("a file without a folder")?)?;
        fs::copy(entry.path(), &copy)
            .with_context(|| format!("cannot copy {}", entry.path().display()))?;
    }
    Ok(())
}
