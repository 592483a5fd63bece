//! Packages that tests unpack into the runtime.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use sha2::{Digest, Sha256};

use crate::check::PythonTools;
use crate::toolchain::Toolchain;
use crate::{build, process};

/// Which, with their hashes.
const REQUIREMENTS: &str = include_str!("../../../tests/python-wheels.txt");

/// Downloads the wheels into the cache folder, unless they are there, and gives their folder.
///
/// # Errors
/// When the tools with `pip` cannot be installed, or it fails.
pub fn ensure(toolchain: &Toolchain) -> Result<PathBuf> {
    let key = build::hex(&Sha256::digest(REQUIREMENTS));
    let folder = toolchain
        .cache_dir()
        .join(format!("python-wheels-{}", &key[..16]));
    if folder.exists() {
        return Ok(folder);
    }
    eprintln!("downloading wheels for tests ...");
    // Under its final name only when it is whole: an interrupted download starts again.
    let unfinished = folder.with_extension("unfinished");
    fs::create_dir_all(&unfinished)?;
    let requirements = unfinished.join("requirements.txt");
    fs::write(&requirements, REQUIREMENTS)?;
    process::run_quietly(
        PythonTools::install(toolchain)?
            .command("pip")
            .args(["download", "--quiet", "--disable-pip-version-check"])
            .args(["--no-deps", "--require-hashes", "--only-binary=:all:"])
            // What is downloaded runs in the guest, whatever this machine is.
            .args(["--platform=any", "--python-version=3.13", "--dest"])
            .arg(&unfinished)
            .arg("--requirement")
            .arg(&requirements),
    )?;
    fs::rename(&unfinished, &folder)?;
    Ok(folder)
}
