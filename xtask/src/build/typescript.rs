//! The JavaScript side: the TypeScript sources, bundled and described.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::npm;
use super::package::Package;
use super::step::{Step, hex};
use crate::{process, project};

/// What `loadJaspy` fetches, and therefore checks.
const LOADED: [&str; 3] = ["jaspy-core.mjs", "jaspy-core.wasm", "python_stdlib.zip"];

/// What the bundles are, and the declarations that belong to them.
const ENTRIES: [&str; 3] = ["jaspy.mjs", "pyodide.mjs", "pyodide.js"];

/// Size and hash of a file that `loadJaspy` fetches.
#[derive(Serialize)]
struct LoadedFile {
    bytes: usize,
    sha256: String,
}

/// Bundles `js/src` into `dist/` and writes its type declarations.
///
/// # Errors
/// When npm, esbuild or tsc fails.
pub fn write() -> Result<()> {
    let js = js();
    npm::install("js packages", &js)?;
    bundle(&Package::jaspy())?;
    declare()
}

/// The folder of the npm package's sources.
pub fn js() -> PathBuf {
    project::root().join("js")
}

/// Bundles `js/src` into a package whose other files are there.
///
/// # Errors
/// When esbuild fails or a file is missing.
pub fn bundle(package: &Package) -> Result<()> {
    let folder = package.folder();
    let files = serde_json::to_string(&loaded_files(folder)?)?;
    let mut step = Step::new(package.step("bundle"))
        .input(&js().join("src"))?
        .input(&js().join("bundle.mjs"))?
        .input(&js().join("package-lock.json"))?
        .setting(&files)
        .setting(env!("CARGO_PKG_VERSION"));
    for entry in ENTRIES {
        step = step.output(folder.join(entry));
    }
    step.run(|| {
        process::run(
            Command::new("node")
                .current_dir(js())
                .arg("bundle.mjs")
                .arg(folder)
                .arg(env!("CARGO_PKG_VERSION"))
                .arg(&files),
        )
    })
}

fn loaded_files(folder: &Path) -> Result<BTreeMap<&'static str, LoadedFile>> {
    let mut files = BTreeMap::new();
    for name in LOADED {
        let path = folder.join(name);
        let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let sha256 = hex(&Sha256::digest(&content));
        files.insert(
            name,
            LoadedFile {
                bytes: content.len(),
                sha256,
            },
        );
    }
    Ok(files)
}

/// The declarations that lie beside the bundles, and what of `types/` they stand for.
const DECLARATIONS: [(&str, &str); 4] = [
    ("jaspy.d.mts", "jaspy"),
    ("jaspy.d.ts", "jaspy"),
    ("pyodide.d.mts", "pyodide-module"),
    ("pyodide.d.ts", "pyodide-module"),
];

/// Declarations sit in `types/` as tsc writes them; beside each bundle lies one that names its own.
fn declare() -> Result<()> {
    let dist = project::dist();
    let types = dist.join("types");
    let mut step = Step::new("types")
        .input(&js().join("src"))?
        .input(&js().join("tsconfig.json"))?
        .input(&js().join("package-lock.json"))?
        .setting(&format!("{DECLARATIONS:?}"))
        .output(types.join("package.json"));
    for (name, _) in DECLARATIONS {
        step = step.output(dist.join(name));
    }
    step.run(|| {
        process::run_quietly(
            tsc()
                .args(["--project", "tsconfig.json", "--noEmit", "false"])
                .args(["--declaration", "--emitDeclarationOnly", "--outDir"])
                .arg(&types),
        )?;
        // The package's own description does not say that these are modules.
        fs::write(types.join("package.json"), "{ \"type\": \"module\" }\n")?;
        for (name, source) in DECLARATIONS {
            let text = format!("export * from \"./types/{source}.js\";\n");
            fs::write(dist.join(name), text)?;
        }
        Ok(())
    })
}

/// The TypeScript compiler, to be run in the folder `js/`.
pub fn tsc() -> Command {
    let mut command = Command::new(js().join("node_modules/.bin/tsc"));
    command.current_dir(js());
    command
}
