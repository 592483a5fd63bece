//! A package that is built: its folder, and the description and licences that make it one of npm.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use super::step::Step;
use crate::project;

/// Files that are copied from the root of the repository.
const COPIED: [&str; 3] = ["README.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// How much the link does for size and speed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// What is given away.
    Release,
    /// What is tried out.
    Quick,
}

/// A runtime and all that belongs to it, in a folder of its own.
pub struct Package {
    folder: PathBuf,
    /// What its build steps are called by, where it is not the project's own.
    name: Option<String>,
    effort: Effort,
}

impl Package {
    /// The project's own.
    pub fn jaspy() -> Self {
        Self {
            folder: project::dist(),
            name: None,
            effort: Effort::Release,
        }
    }

    /// One with an extension of this name linked in.
    pub fn with_extension(extension: &str, effort: Effort) -> Self {
        let name = match effort {
            Effort::Release => extension.to_owned(),
            Effort::Quick => format!("{extension}-quick"),
        };
        Self {
            folder: project::build_dir().join("extensions").join(&name),
            name: Some(name),
            effort,
        }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name of a build step for this package.
    pub fn step(&self, name: &str) -> String {
        match &self.name {
            None => name.to_owned(),
            Some(own) => format!("{name} {own}"),
        }
    }

    /// What emcc is told of how it is to optimise.
    pub fn optimisation(&self) -> &'static str {
        match self.effort {
            Effort::Release => "-O2",
            Effort::Quick => "-O1",
        }
    }
}

/// Writes `package.json` and copies what every package carries.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write() -> Result<()> {
    let description = format!("{:#}\n", description());
    let mut step = Step::new("package")
        .setting(&description)
        .output(project::dist().join("package.json"));
    for name in COPIED {
        step = step
            .input(&project::root().join(name))?
            .output(project::dist().join(name));
    }
    step.run(|| {
        fs::write(project::dist().join("package.json"), &description)?;
        for name in COPIED {
            fs::copy(project::root().join(name), project::dist().join(name))
                .with_context(|| format!("cannot copy {name}"))?;
        }
        Ok(())
    })
}

/// A package without `"type": "module"`: `require` is to take `pyodide.js` for a script.
fn description() -> serde_json::Value {
    json!({
        "name": "jaspy",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "CPython inside a JavaScript engine; \
            the two languages use each other's objects as if they were one",
        "license": "MIT OR Apache-2.0",
        "engines": { "node": ">=20" },
        "main": "./pyodide.js",
        "types": "./jaspy.d.ts",
        "exports": {
            ".": { "types": "./jaspy.d.mts", "default": "./jaspy.mjs" },
            "./pyodide": {
                "require": { "types": "./pyodide.d.ts", "default": "./pyodide.js" },
                "default": { "types": "./pyodide.d.mts", "default": "./pyodide.mjs" }
            },
            "./*": "./*"
        }
    })
}
