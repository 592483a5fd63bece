//! Packages from the npm registry, exactly as the lock file names them.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::step::Step;
use crate::process;

/// Installs what `folder/package-lock.json` names, unless it is there already.
///
/// `name` is the step's name: `js packages`.
///
/// # Errors
/// When npm fails.
pub fn install(name: &'static str, folder: &Path) -> Result<()> {
    Step::new(name)
        .input(&folder.join("package.json"))?
        .input(&folder.join("package-lock.json"))?
        .output(folder.join("node_modules").join(".package-lock.json"))
        .run(|| {
            process::run_quietly(Command::new("npm").current_dir(folder).args([
                "ci",
                "--no-audit",
                "--no-fund",
            ]))
        })
}
