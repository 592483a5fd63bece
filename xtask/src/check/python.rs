//! The checks of Python sources, with tools in an environment of their own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use sha2::{Digest, Sha256};

use crate::toolchain::Toolchain;
use crate::{build, process, project};

/// The tools and their versions, as pip reads them.
const REQUIREMENTS: &str = include_str!("python-tools.txt");

/// An installed set of tools.
pub struct Tools {
    programs: PathBuf,
}

impl Tools {
    /// Installs the tools into the cache folder, unless they are there.
    ///
    /// # Errors
    /// When there is no Python with `venv`, or pip fails.
    pub fn install(toolchain: &Toolchain) -> Result<Self> {
        let key = build::hex(&Sha256::digest(REQUIREMENTS));
        let folder = toolchain
            .cache_dir()
            .join(format!("python-tools-{}", &key[..16]));
        let tools = Self {
            programs: folder.join("bin"),
        };
        let finished = folder.join("finished");
        if finished.exists() {
            return Ok(tools);
        }
        eprintln!("installing ruff and mypy ...");
        process::run_quietly(
            Command::new("python3")
                .args(["-m", "venv", "--clear"])
                .arg(&folder),
        )?;
        let requirements = folder.join("requirements.txt");
        fs::write(&requirements, REQUIREMENTS)?;
        process::run_quietly(
            Command::new(tools.programs.join("pip"))
                .args([
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--requirement",
                ])
                .arg(&requirements),
        )?;
        fs::write(finished, "")?;
        Ok(tools)
    }

    /// The checks; their settings are in `pyproject.toml`.
    pub fn checks(&self) -> [(&'static str, Command); 3] {
        [
            ("ruff check", self.with("ruff", &["check", "--no-cache"])),
            (
                "ruff format",
                self.with("ruff", &["format", "--no-cache", "--check"]),
            ),
            ("mypy", self.command("mypy")),
        ]
    }

    /// The tool `name`, to be run in the root of the repository.
    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(project::root());
        command
    }

    fn with(&self, name: &str, arguments: &[&str]) -> Command {
        let mut command = self.command(name);
        command.args(arguments);
        command
    }
}
