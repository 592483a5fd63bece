//! A package that is built: its folder, and the description and licences that make it one of npm.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use super::step::Step;
use crate::project;

/// Files that are copied from the root of the repository.
const COPIED: [&str; 3] = ["README.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// A runtime and all that belongs to it, in a folder of its own.
pub struct Package {
    folder: PathBuf,
    /// The extension that is linked in.
    extension: Option<String>,
}

impl Package {
    /// The project's own.
    pub fn jaspy() -> Self {
        Self {
            folder: project::dist(),
            extension: None,
        }
    }

    /// One with an extension of this name linked in.
    pub fn with_extension(name: &str) -> Self {
        Self {
            folder: project::build_dir().join("extensions").join(name),
            extension: Some(name.to_owned()),
        }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name of a build step for this package.
    pub fn step(&self, name: &str) -> String {
        match &self.extension {
            None => name.to_owned(),
            Some(extension) => format!("{name} {extension}"),
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
