//! The library archive `python_stdlib.zip`: the standard library and Jaspy's own packages.
//!
//! The archive holds compiled modules only, because compiling sources is most of a start, and
//! stores them as they are, because a server compresses better than a zip file does.

use std::fs;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::step::{Step, hex};
use crate::toolchain::Toolchain;
use crate::{process, project};

/// Where the runtime finds the archive. Tracebacks name modules by it.
const GUEST_PATH: &str = "/lib/python313.zip";

/// Parts of `Lib/` that cannot work here even in part, or that only CPython's own tests need.
const LEFT_OUT: [&str; 10] = [
    "curses",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "pip",
    "site-packages",
    "test",
    "tkinter",
    "turtle.py",
    "turtledemo",
];

/// Files beside modules that modules read.
const DATA: [&str; 1] = ["css"];

/// Writes the archive into `dist/`.
///
/// # Errors
/// When a module does not compile, or a file cannot be read or written.
pub fn write(toolchain: &Toolchain) -> Result<()> {
    let standard = standard_library(toolchain)?;
    let archive = project::dist().join("python_stdlib.zip");
    let packages = project::root().join("python");
    Step::new("library")
        .input(&standard)?
        .input(&packages)?
        .output(&archive)
        .run(|| {
            let staged = project::build_dir().join("python");
            stage(&[packages], &staged)?;
            compile(toolchain, &staged)?;
            let mut zip = ZipWriter::new(BufWriter::new(create(&archive)?));
            let file = BufReader::new(fs::File::open(&standard)?);
            zip.merge_archive(ZipArchive::new(file)?)?;
            add_folder(&mut zip, &staged)?;
            zip.finish()?.flush()?;
            Ok(())
        })
}

/// The standard library alone, compiled once for each version of CPython and kept in the cache.
fn standard_library(toolchain: &Toolchain) -> Result<PathBuf> {
    let mut recipe = Sha256::new();
    recipe.update(format!("{LEFT_OUT:?} {DATA:?} {GUEST_PATH} {COMPILER:?}"));
    for module in toolchain.python_generated_modules() {
        recipe.update(fs::read(module)?);
    }
    let key = hex(&recipe.finalize());
    let name = format!("library-{}-{}", toolchain.python_version(), &key[..16]);
    let archive = toolchain.cache_dir().join(format!("{name}.zip"));
    if archive.exists() {
        return Ok(archive);
    }
    eprintln!("compiling the standard library ...");
    let staged = project::build_dir().join("standard-library");
    let mut sources = vec![toolchain.python_lib_dir()];
    sources.extend(toolchain.python_generated_modules());
    stage(&sources, &staged)?;
    compile(toolchain, &staged)?;
    // Under its final name only when it is whole: an interrupted build starts again.
    let unfinished = archive.with_extension("unfinished");
    let mut zip = ZipWriter::new(BufWriter::new(create(&unfinished)?));
    add_folder(&mut zip, &staged)?;
    zip.finish()?.flush()?;
    fs::rename(&unfinished, &archive)?;
    fs::remove_dir_all(&staged)?;
    Ok(archive)
}

/// Copies what belongs into the archive to `target`: whole folders without their own name, files.
fn stage(sources: &[PathBuf], target: &Path) -> Result<()> {
    if target.exists() {
        fs::remove_dir_all(target)?;
    }
    fs::create_dir_all(target)?;
    for source in sources {
        let files = WalkDir::new(source).into_iter().filter_entry(|entry| {
            let name = entry.file_name().to_str().unwrap_or_default();
            name != "__pycache__" && (entry.depth() != 1 || !LEFT_OUT.contains(&name))
        });
        for entry in files {
            let entry = entry?;
            if !entry.file_type().is_file() || !is_wanted(entry.path()) {
                continue;
            }
            let inside = match entry.path().strip_prefix(source)? {
                root if root.as_os_str().is_empty() => Path::new(entry.file_name()),
                path => path,
            };
            let copy = target.join(inside);
            fs::create_dir_all(copy.parent().context("a file without a folder")?)?;
            fs::copy(entry.path(), &copy)
                .with_context(|| format!("cannot copy {}", entry.path().display()))?;
        }
    }
    Ok(())
}

fn is_wanted(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| extension == "py" || DATA.contains(&extension))
}

/// How the modules are compiled: without the columns of PEP 657, which are a quarter of an archive that
/// has been compressed, and show nothing without the sources. One process, for others do not inherit it.
const COMPILER: [&str; 7] = ["-I", "-X", "no_debug_ranges", "-m", "compileall", "-j", "1"];

/// Compiles every module below `folder` to a `.pyc` in its place.
fn compile(toolchain: &Toolchain, folder: &Path) -> Result<()> {
    process::run_quietly(
        Command::new(toolchain.native_python())
            .args(COMPILER)
            .args(["-q", "-f", "-b"])
            .args(["--invalidation-mode", "unchecked-hash"])
            .arg("-s")
            .arg(folder)
            .args(["-p", GUEST_PATH])
            .arg(folder),
    )
}

/// Adds the compiled modules and data below `folder`, sorted and without times, so that the same
/// sources give the same archive.
fn add_folder(zip: &mut ZipWriter<BufWriter<fs::File>>, folder: &Path) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path();
        if !entry.file_type().is_file() || path.extension().is_some_and(|name| name == "py") {
            continue;
        }
        let name = path.strip_prefix(folder)?;
        zip.start_file_from_path(name, options)?;
        zip.write_all(&fs::read(path)?)?;
    }
    Ok(())
}

fn create(path: &Path) -> Result<fs::File> {
    fs::File::create(path).with_context(|| format!("cannot create {}", path.display()))
}
