//! Packages of the crate registry, as files: cargo fetches them, we check them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::checksum;
use super::pins::Crate;
use crate::process;

/// Gets the archive of a crate. `folder` is any folder outside of a workspace.
///
/// # Errors
/// When cargo cannot fetch it, or [`checksum::Mismatch`].
pub fn fetch(package: &Crate, folder: &Path) -> Result<PathBuf> {
    let archive = match find(package)? {
        Some(archive) => archive,
        None => {
            download(package, folder)?;
            find(package)?.with_context(|| {
                let name = file_name(package);
                format!("cargo fetched {name}, but it is not in its registry cache")
            })?
        }
    };
    checksum::verify(&archive, &package.sha256)?;
    Ok(archive)
}

/// Lets cargo fetch one package: to show what is in its manifest, it downloads it.
fn download(package: &Crate, folder: &Path) -> Result<()> {
    let id = format!("{}@{}", package.name, package.version);
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(folder)
        .args(["info", "--quiet", "--registry", "crates-io", &id]);
    process::run_quietly(&mut cargo)
        .with_context(|| format!("cannot get the crate {id} from the crate registry"))
}

/// Looks for the archive in cargo's cache of any registry.
fn find(package: &Crate) -> Result<Option<PathBuf>> {
    let cache = cargo_home()?.join("registry").join("cache");
    let Ok(registries) = fs::read_dir(&cache) else {
        return Ok(None);
    };
    for registry in registries {
        let archive = registry?.path().join(file_name(package));
        if archive.exists() {
            return Ok(Some(archive));
        }
    }
    Ok(None)
}

fn file_name(package: &Crate) -> String {
    format!("{}-{}.crate", package.name, package.version)
}

fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = env::var_os("CARGO_HOME").filter(|home| !home.is_empty()) {
        return Ok(PathBuf::from(home));
    }
    match env::home_dir() {
        Some(home) => Ok(home.join(".cargo")),
        None => bail!("there is no home folder to look for cargo's registry in"),
    }
}
