//! The package's own description and licences, which make `dist/` an npm package.

use std::fs;

use anyhow::{Context, Result};
use serde_json::json;

use super::step::Step;
use crate::project;

/// Files that are copied from the root of the repository.
const COPIED: [&str; 3] = ["README.md", "LICENSE-APACHE", "LICENSE-MIT"];

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
