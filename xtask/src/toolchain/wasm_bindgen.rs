//! The wasm-bindgen program of the crate's version.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::part::Part;
use super::pins::Pins;
use super::work::Work;
use super::{crates, machine};

/// What changes when this file makes the part in another way.
const RECIPE: &str = "1";

/// Names the part.
///
/// # Errors
/// When the Rust compiler does not run.
pub fn part(cache: &Path, pins: &Pins) -> Result<Part> {
    let rustc = machine::rustc()?;
    let recipe = [
        RECIPE,
        pins.wasm_bindgen.cli.sha256.as_str(),
        &rustc.identity,
    ];
    let version = &pins.wasm_bindgen.version;
    Ok(Part::new(cache, "wasm-bindgen", "wasm-bindgen", version, &recipe).proof(PROGRAM))
}

const PROGRAM: &str = "bin/wasm-bindgen";

/// The program.
pub fn program(part: &Part) -> PathBuf {
    part.folder().join(PROGRAM)
}

/// Makes the part.
///
/// # Errors
/// When the crate cannot be had or does not compile.
pub fn make(work: &Work, pins: &Pins) -> Result<String> {
    let package = &pins.wasm_bindgen.cli;
    // Its own list of versions and checksums binds everything that it depends on.
    crates::fetch(package, work.folder())?;
    work.step("compiling");
    let mut cargo = machine::in_background("cargo");
    cargo
        .current_dir(work.folder())
        .args([
            "install",
            &package.name,
            "--locked",
            "--bin",
            "wasm-bindgen",
        ])
        .args(["--version", &format!("={}", package.version), "--root"])
        .arg(work.folder())
        .env("CARGO_TARGET_DIR", work.folder().join("build"));
    work.run(&mut cargo)?;
    std::fs::remove_dir_all(work.folder().join("build"))?;
    Ok("the crate registry".to_owned())
}
