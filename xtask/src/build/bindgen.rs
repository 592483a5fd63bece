//! The program named `wasm-bindgen` that emcc runs on the linked wasm.
//!
//! It runs the real wasm-bindgen and then moves the custom section `dylink.0` back to the front:
//! wasm-bindgen writes custom sections last, and a module that says how it is linked dynamically
//! is recognised only by its first section.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_encoder::{Module, RawSection};
use wasmparser::{Parser, Payload};

use crate::process;
use crate::project;

/// Tells the shim where the real wasm-bindgen is.
const REAL_PROGRAM: &str = "JASPY_WASM_BINDGEN";
/// Tells the shim where to keep what wasm-bindgen wrote beside the wasm: emcc deletes its own copy.
const KEEP_FOLDER: &str = "JASPY_WASM_BINDGEN_KEEP";

/// What emcc passes to wasm-bindgen.
#[derive(clap::Args)]
pub struct Args {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Makes `emcc` find this program under the name `wasm-bindgen`.
///
/// # Errors
/// When the script that calls this program cannot be written.
pub fn put_into_path(emcc: &mut Command, wasm_bindgen: &Path, keep: &Path) -> Result<()> {
    let folder = project::build_dir().join("bin");
    fs::create_dir_all(&folder)?;
    let script = folder.join("wasm-bindgen");
    let xtask = std::env::current_exe()?;
    fs::write(
        &script,
        format!(
            "#!/bin/sh\nexec '{}' wasm-bindgen -- \"$@\"\n",
            xtask.display()
        ),
    )?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
    let path = emcc
        .get_envs()
        .find_map(|(name, value)| (name == "PATH").then(|| value.map(OsString::from)))
        .flatten()
        .or_else(|| std::env::var_os("PATH"))
        .unwrap_or_default();
    let folders = std::iter::once(folder).chain(std::env::split_paths(&path));
    emcc.env("PATH", std::env::join_paths(folders)?)
        .env(REAL_PROGRAM, wasm_bindgen)
        .env(KEEP_FOLDER, keep);
    Ok(())
}

/// Runs as `wasm-bindgen` on behalf of emcc.
///
/// # Errors
/// When wasm-bindgen fails or its output is no wasm module.
pub fn run(args: &Args) -> Result<()> {
    let real = std::env::var_os(REAL_PROGRAM)
        .with_context(|| format!("{REAL_PROGRAM} is not set: emcc is to be run by the build"))?;
    process::run(Command::new(real).args(&args.arguments))?;
    let folder = output_folder(&args.arguments)?;
    let keep = std::env::var_os(KEEP_FOLDER).map(PathBuf::from);
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            let module = fs::read(&path)?;
            fs::write(&path, dylink_section_first(&module)?)?;
        } else if let Some(keep) = &keep {
            let name = path.file_name().context("a file without a name")?;
            fs::copy(&path, keep.join(name))?;
        }
    }
    Ok(())
}

fn output_folder(arguments: &[OsString]) -> Result<PathBuf> {
    let position = arguments
        .iter()
        .position(|argument| argument == "--out-dir")
        .context("emcc called wasm-bindgen without --out-dir")?;
    let folder = arguments
        .get(position + 1)
        .context("emcc called wasm-bindgen with an empty --out-dir")?;
    Ok(folder.into())
}

/// The same module with its section `dylink.0` before all others.
fn dylink_section_first(module: &[u8]) -> Result<Vec<u8>> {
    let mut first = Vec::new();
    let mut others = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.context("wasm-bindgen wrote a damaged module")?;
        let Some((id, range)) = payload.as_section() else {
            continue;
        };
        let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
        let section = RawSection {
            id,
            data: &module[range],
        };
        match &payload {
            Payload::CustomSection(custom) if custom.name() == "dylink.0" => first.push(section),
            _ => others.push(section),
        }
    }
    ensure!(
        first.len() == 1,
        "expected one section `dylink.0` in wasm-bindgen's output, found {}",
        first.len()
    );
    let mut sorted = Module::new();
    for section in first.iter().chain(&others) {
        sorted.section(section);
    }
    Ok(sorted.finish())
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CustomSection, Module, TypeSection};

    use super::dylink_section_first;

    #[test]
    fn dylink_section_moves_before_the_types() {
        let dylink = CustomSection {
            name: "dylink.0".into(),
            data: (&[1, 2, 3]).into(),
        };
        let name = CustomSection {
            name: "name".into(),
            data: (&[4]).into(),
        };
        let types = TypeSection::new();
        let written = Module::new()
            .section(&types)
            .section(&name)
            .section(&dylink)
            .clone()
            .finish();
        let expected = Module::new()
            .section(&dylink)
            .section(&types)
            .section(&name)
            .clone()
            .finish();

        assert_eq!(dylink_section_first(&written).unwrap(), expected);
    }

    #[test]
    fn module_without_dylink_section_is_refused() {
        let error = dylink_section_first(&Module::new().finish()).unwrap_err();

        assert!(error.to_string().contains("found 0"), "{error}");
    }
}
