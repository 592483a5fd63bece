//! CPython: its source, the native interpreter and the library for wasm.

pub mod native;
pub mod source;
pub mod wasm;

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::machine;
use super::work::Work;

/// `3.13` of `3.13.15`.
pub fn short_version(version: &str) -> String {
    version.split('.').take(2).collect::<Vec<_>>().join(".")
}

/// Runs `make` for `targets` with as many jobs as the machine has cores.
fn run_make(work: &Work, mut make: Command, folder: &Path, targets: &[&str]) -> Result<()> {
    make.current_dir(folder)
        .arg(format!("-j{}", machine::jobs()))
        .args(targets);
    work.run(&mut make)
}
