//! The link: crate, C helpers and CPython become `jaspy-core.wasm` and its loader.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::package::Package;
use super::step::Step;
use super::{bindgen, exports, loader};
use crate::toolchain::Toolchain;
use crate::{process, project};

/// What the whole of CPython, the C libraries and the crate are compiled and linked with.
const EXCEPTIONS: [&str; 2] = ["-fwasm-exceptions", "-sSUPPORT_LONGJMP=wasm"];

/// Everything here that decides what is linked.
const RECIPE: [&str; 5] = [
    include_str!("link.rs"),
    include_str!("bindgen.rs"),
    include_str!("exports.rs"),
    include_str!("c-library-exports.txt"),
    include_str!("loader.rs"),
];

const FLAGS: &[&str] = &[
    "--no-entry",
    // Side modules can be loaded, and what they may use is the list of exports.
    "-sMAIN_MODULE=2",
    // Without it the linker warns, at each link, that side modules are not yet stable.
    "-Wl,--experimental-pic",
    // What is called in one place only becomes part of its caller if it is small: CPython's evaluation
    // loop must not be huge (`toolchain/cpython/evaluation/generated_cases.c.h`).
    "-sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=100",
    "-sWASM_BINDGEN",
    "-sMODULARIZE=1",
    "-sEXPORT_ES6=1",
    "-sEXPORT_NAME=createCore",
    // Callers use the wasm's own exports; a second name for each would only fill the loader.
    "-sEXPORT_KEEPALIVE=0",
    "-sENVIRONMENT=web,worker,node",
    // What the loader's options can be.
    "-sINCOMING_MODULE_JS_API=instantiateWasm,preRun",
    // A page may forbid `eval` and `new Function`.
    "-sDYNAMIC_EXECUTION=0",
    "-sWASM_BIGINT",
    "-sFORCE_FILESYSTEM",
    "-lnodefs.js",
    "-lidbfs.js",
    "-sALLOW_MEMORY_GROWTH",
    "-sMAXIMUM_MEMORY=4GB",
    "-sALLOW_TABLE_GROWTH",
    "-sSTACK_SIZE=5MB",
    "-sEXPORTED_RUNTIME_METHODS=FS,NODEFS,IDBFS,ENV,HEAPU8,stackSave,stackRestore,wasmExports",
];

/// Links the core of a package: what `archive` holds, with CPython.
///
/// # Errors
/// When a C helper does not compile or the link fails.
pub fn core(toolchain: &Toolchain, archive: &Path, package: &Package) -> Result<()> {
    let helpers = compile_helpers(toolchain)?;
    let loader = package.folder().join("jaspy-core.mjs");
    let js = project::root().join("js");
    let (prelude, library) = (js.join("core-pre.js"), js.join("core-library.js"));
    let mut step = Step::new(package.step("link"))
        .input(archive)?
        .input(&prelude)?
        .input(&library)?
        .setting(&RECIPE.concat())
        .setting(package.optimisation())
        .setting(&toolchain.emcc().get_program().to_string_lossy())
        .setting(&toolchain.wasm_bindgen().to_string_lossy())
        .output(&loader)
        .output(loader.with_extension("wasm"));
    for input in helpers.iter().chain(&toolchain.python_libraries()) {
        step = step.input(input)?;
    }
    let folder = project::build_dir().join(package.step("link"));
    step.run(|| {
        fs::create_dir_all(&folder)?;
        let mut emcc = emcc(toolchain, archive, &helpers, &folder)?;
        emcc.arg(package.optimisation());
        emcc.arg("--pre-js").arg(&prelude);
        emcc.arg("--js-library").arg(&library);
        emcc.arg("-o").arg(&loader);
        process::run(&mut emcc)
    })
}

/// The link, but for what is written where; lists and what wasm-bindgen writes go to `folder`.
fn emcc(
    toolchain: &Toolchain,
    archive: &Path,
    helpers: &[PathBuf],
    folder: &Path,
) -> Result<Command> {
    let mut emcc = toolchain.emcc();
    emcc.current_dir(folder).args(FLAGS).args(EXCEPTIONS);
    emcc.args(helpers);
    emcc.args(as_library(archive)?);
    for library in toolchain.python_libraries() {
        emcc.args(as_library(&library)?);
    }
    emcc.args(export_arguments(toolchain, archive, helpers, folder)?);
    emcc.arg("--js-transform").arg(loader::transformation()?);
    bindgen::put_into_path(&mut emcc, toolchain.wasm_bindgen(), folder)?;
    Ok(emcc)
}

/// `-L` and `-l` for a library. Given as a file, emcc would make wasm-bindgen keep all its names.
fn as_library(path: &Path) -> Result<[OsString; 2]> {
    let named = || format!("{} is no library `lib<name>.a`", path.display());
    let name = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .and_then(|stem| stem.strip_prefix("lib"))
        .with_context(named)?;
    let mut folder = OsString::from("-L");
    folder.push(path.parent().with_context(named)?);
    Ok([folder, format!("-l{name}").into()])
}

/// Compiles the crate's C sources and gives the object files, at least one: with none, emcc looks
/// for wasm-bindgen's names in a file that does not exist.
fn compile_helpers(toolchain: &Toolchain) -> Result<Vec<PathBuf>> {
    let folder = project::build_dir().join("helpers");
    fs::create_dir_all(&folder)?;
    let anchor = folder.join("anchor.c");
    if !anchor.exists() {
        fs::write(&anchor, "")?;
    }
    let mut sources = c_sources(&project::root().join("src").join("ffi"))?;
    sources.push(anchor);
    let mut step = Step::new("helpers").setting(&toolchain.emcc().get_program().to_string_lossy());
    let mut objects = Vec::new();
    for source in &sources {
        let stem = source.file_stem().context("a source without a name")?;
        let object = folder.join(stem).with_extension("o");
        step = step.input(source)?.output(&object);
        objects.push(object);
    }
    step.run(|| {
        for (source, object) in sources.iter().zip(&objects) {
            let mut emcc = toolchain.emcc();
            emcc.args(["-c", "-O2", "-Wall", "-Wextra", "-Werror"])
                .args(EXCEPTIONS);
            for folder in toolchain.python_include_dirs() {
                emcc.arg("-I").arg(folder);
            }
            process::run(emcc.arg(source).arg("-o").arg(object))?;
        }
        Ok(())
    })?;
    Ok(objects)
}

fn c_sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut sources = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        // A crate without raw layer has no helpers either.
        return Ok(sources);
    };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "c") {
            sources.push(path);
        }
    }
    sources.sort();
    Ok(sources)
}

/// Writes the lists of names that stay visible and gives emcc's arguments for them.
fn export_arguments(
    toolchain: &Toolchain,
    archive: &Path,
    helpers: &[PathBuf],
    folder: &Path,
) -> Result<Vec<OsString>> {
    let mut of_crate = exports::of_crate(toolchain, archive)?;
    for helper in helpers {
        of_crate
            .entries
            .extend(exports::of_helper(toolchain, helper)?);
    }
    let for_extensions = exports::for_extensions(toolchain)?;
    // emcc knows C names by a leading underscore.
    let exported: String = for_extensions
        .iter()
        .chain(&of_crate.entries)
        .map(|name| format!("_{name}\n"))
        .collect();
    // The linker alone keeps these: they are gone when emcc writes the loader.
    let for_bindgen: String = of_crate
        .bindgen
        .iter()
        .map(|name| format!("-Wl,--export-if-defined={name}\n"))
        .collect();
    let write = |option: &str, name: &str, content: String| -> Result<OsString> {
        let path = folder.join(name);
        fs::write(&path, content)?;
        let mut argument = OsString::from(option);
        argument.push(path);
        Ok(argument)
    };
    Ok(vec![
        write("-sEXPORTED_FUNCTIONS=@", "exports.txt", exported)?,
        write("@", "bindgen.rsp", for_bindgen)?,
    ])
}
