//! The core's loader, without what nobody uses.
//!
//! emcc gives each function that the wasm exports a variable in the loader. Most exports are there
//! for extensions, which find them in the wasm itself; emcc's own optimiser removes the variables
//! once nothing is assigned to them.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

/// The loader that emcc hands over before it optimises it.
#[derive(clap::Args)]
pub struct Args {
    file: PathBuf,
}

/// What makes emcc call this program on the loader.
///
/// # Errors
/// When this program's own path is not to be had as text.
pub fn transformation() -> Result<OsString> {
    let xtask = std::env::current_exe()?;
    let path = xtask.to_str().context("the path of xtask is no UTF-8")?;
    ensure!(
        !path.contains('\''),
        "the path of xtask has a quote: {path}"
    );
    Ok(format!("'{path}' trim-loader").into())
}

/// Rewrites the file.
///
/// # Errors
/// When it cannot be read or written, or has no assignments where emcc used to write them.
pub fn run(args: &Args) -> Result<()> {
    let name = args.file.display();
    let loader = fs::read_to_string(&args.file).with_context(|| format!("cannot read {name}"))?;
    let trimmed = without_unused_exports(&loader);
    ensure!(
        trimmed.len() < loader.len(),
        "found no unused export in {name}"
    );
    fs::write(&args.file, trimmed).with_context(|| format!("cannot write {name}"))
}

/// Leaves the assignments out whose variables are only declared and assigned to.
fn without_unused_exports(loader: &str) -> String {
    let mut uses = HashMap::<&str, usize>::new();
    for word in loader.split(|letter: char| !is_in_name(letter)) {
        *uses.entry(word).or_default() += 1;
    }
    let is_used = |line: &&str| {
        assigned_export(line).is_none_or(|name| uses.get(name).is_some_and(|&count| count > 2))
    };
    loader.split_inclusive('\n').filter(is_used).collect()
}

/// The variable of a line `  _name = wasmExports['name'];`.
fn assigned_export(line: &str) -> Option<&str> {
    let (name, value) = line.trim().split_once(" = ")?;
    let export = value.strip_prefix("wasmExports['")?.strip_suffix("'];")?;
    (name.chars().all(is_in_name) && !export.contains('\'')).then_some(name)
}

fn is_in_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}

#[cfg(test)]
mod tests {
    use super::without_unused_exports;

    #[test]
    fn assignment_to_a_variable_that_is_read_stays() {
        let loader = "var _malloc,\n  _PyList_New;\n\nfunction assignWasmExports(wasmExports) {\n  \
                      _malloc = wasmExports['malloc'];\n  _PyList_New = wasmExports['PyList_New'];\n}\n\
                      function stringToNewUTF8() { return _malloc(1); }\n";
        let expected = loader.replace("  _PyList_New = wasmExports['PyList_New'];\n", "");

        assert_eq!(without_unused_exports(loader), expected);
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        let loader = "  x = wasmExports['a'] || wasmExports['b'];\nlet y = wasmExports[name];\n";

        assert_eq!(without_unused_exports(loader), loader);
    }
}
