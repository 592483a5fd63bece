//! The crate, compiled to a static library for the link.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::step::Step;
use crate::toolchain::Toolchain;
use crate::{process, project};

/// The target that both the crate and CPython are compiled for.
pub const TARGET: &str = "wasm32-unknown-emscripten";

/// Compiles the crate and gives the path of its static library.
///
/// # Errors
/// When cargo fails.
pub fn build(toolchain: &Toolchain) -> Result<PathBuf> {
    let root = project::root();
    let archive = project::target()
        .join(TARGET)
        .join("release")
        .join("libjaspy.a");
    Step::new("crate")
        .input(&root.join("src"))?
        .input(&root.join("build.rs"))?
        .input(&root.join("js").join("src").join("tag.ts"))?
        .input(&root.join("Cargo.toml"))?
        .input(&root.join("Cargo.lock"))?
        .input(&toolchain.wasm_pyo3_config())?
        .output(&archive)
        .run(|| process::run(&mut cargo(toolchain, "build")))?;
    Ok(archive)
}

/// A cargo command on the library for the wasm target: `build`, `clippy`.
pub fn cargo(toolchain: &Toolchain, subcommand: &str) -> Command {
    let mut command = cargo_for_library(toolchain, subcommand);
    command.args(["--package", "jaspy"]);
    command
}

/// The same, of a crate that is still to be named.
pub fn cargo_for_library(toolchain: &Toolchain, subcommand: &str) -> Command {
    let mut command = Command::new("cargo");
    toolchain.apply_env(&mut command);
    command
        .current_dir(project::root())
        .args([subcommand, "--quiet", "--release", "--lib"])
        .args(["--target", TARGET])
        .env("PYO3_CONFIG_FILE", toolchain.wasm_pyo3_config());
    command
}
