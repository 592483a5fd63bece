//! The native CPython: it takes part in the build for wasm, compiles the standard library, and is
//! what the crate's tests on the host link.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use super::{run_make, short_version, source};
use crate::toolchain::part::Part;
use crate::toolchain::pins::Pins;
use crate::toolchain::work::Work;

/// What changes when this file makes the part in another way.
const RECIPE: &str = "1";

/// It runs for seconds: what compiling takes counts more than how fast it is.
const C_FLAGS: &str = "-O1 -g0";

/// Modules that need a library of the machine. Without them the part is the same everywhere.
const LEFT_OUT: [&str; 14] = [
    "_bz2",
    "_ctypes",
    "_curses",
    "_curses_panel",
    "_dbm",
    "_gdbm",
    "_hashlib",
    "_lzma",
    "_sqlite3",
    "_ssl",
    "_tkinter",
    "_uuid",
    "readline",
    "zlib",
];

/// The archives that the library needs: path in the build folder and name for the linker.
const LIBRARIES: [(&str, &str); 3] = [
    ("Modules/_decimal/libmpdec/libmpdec.a", "mpdec"),
    ("Modules/expat/libexpat.a", "expat"),
    ("Modules/_hacl/libHacl_Hash_SHA2.a", "Hacl_Hash_SHA2"),
];

/// Names the part.
pub fn part(cache: &Path, pins: &Pins, source: &Part) -> Part {
    let left_out = LEFT_OUT.join(" ");
    let recipe = [RECIPE, C_FLAGS, &left_out, &source.key()];
    let version = &pins.cpython.version;
    Part::new(cache, "cpython-native", "native CPython", version, &recipe)
        .proof(&format!("bin/python{}", short_version(version)))
        .proof("pyo3-config.txt")
}

/// The interpreter.
pub fn python(part: &Part) -> PathBuf {
    part.folder()
        .join(format!("bin/python{}", short_version(&part.version)))
}

/// The file that tells PyO3 how to link the library.
pub fn pyo3_config(part: &Part) -> PathBuf {
    part.folder().join("pyo3-config.txt")
}

/// Makes the part.
///
/// # Errors
/// When it does not compile.
pub fn make(work: &Work, source: &Part) -> Result<String> {
    let build = work.folder().join("build");
    fs::create_dir_all(&build)?;
    work.step("configuring");
    work.run(&mut configure(work.folder(), &build, source))?;
    work.step("compiling");
    let library = library_name(work.part);
    run_make(
        work,
        Command::new("make"),
        &build,
        &["python", &library, "pybuilddir.txt"],
    )?;
    work.step("installing");
    install(work, &build, source)?;
    fs::write(pyo3_config(work.part), pyo3_config_text(work.part)?)?;
    fs::remove_dir_all(&build)?;
    Ok("CPython's source".to_owned())
}

fn configure(prefix: &Path, build: &Path, source: &Part) -> Command {
    let mut configure = Command::new(source.folder().join("configure"));
    configure
        .current_dir(build)
        .arg(format!("--prefix={}", prefix.display()))
        .args(["--quiet", "--without-ensurepip", "--disable-test-modules"])
        .args(LEFT_OUT.map(|module| format!("py_cv_module_{module}=n/a")))
        // Else `binascii` would link the machine's zlib.
        .arg("ac_cv_header_zlib_h=no")
        .env("PKG_CONFIG", "false")
        // All in one archive: a test needs no shared library at run time.
        .env("MODULE_BUILDTYPE", "static")
        .env("CFLAGS", C_FLAGS);
    configure
}

/// Puts things where the interpreter looks for them. `make install` would also compile the whole
/// standard library three times.
fn install(work: &Work, build: &Path, source: &Part) -> Result<()> {
    let python = python(work.part);
    let version = short_version(&work.part.version);
    let library = work.folder().join("lib");
    let modules = library.join(format!("python{version}"));
    fs::create_dir_all(work.folder().join("bin"))?;
    fs::create_dir_all(modules.join("lib-dynload"))?;
    fs::copy(build.join("python"), &python)?;
    let name = library_name(work.part);
    fs::copy(build.join(&name), library.join(&name))?;
    for (path, _) in LIBRARIES {
        let from = build.join(path);
        fs::copy(
            &from,
            library.join(from.file_name().context("an archive without a name")?),
        )?;
    }
    copy_modules(&source::library(source), &modules)?;
    let generated = fs::read_to_string(build.join("pybuilddir.txt"))?;
    copy_modules(&build.join(generated.trim()), &modules)
}

/// Copies Python's sources and what lies beside them, without tests.
fn copy_modules(from: &Path, to: &Path) -> Result<()> {
    let entries = WalkDir::new(from)
        .into_iter()
        .filter_entry(|entry| entry.file_name() != "test");
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target)?;
        } else {
            fs::copy(entry.path(), &target)
                .with_context(|| format!("cannot copy to {}", target.display()))?;
        }
    }
    Ok(())
}

fn library_name(part: &Part) -> String {
    format!("libpython{}.a", short_version(&part.version))
}

fn pyo3_config_text(part: &Part) -> Result<String> {
    let version = short_version(&part.version);
    let folder = part
        .folder()
        .to_str()
        .context("the cache's path is no UTF-8")?;
    let mut text = format!(
        "implementation=CPython\nversion={version}\nshared=false\nlib_name=python{version}\n\
         lib_dir={folder}/lib\nexecutable={folder}/bin/python{version}\npointer_width=64\n\
         build_flags=\nsuppress_build_script_link_lines=false\n"
    );
    let archives = LIBRARIES.map(|(_, name)| format!("static={name}"));
    let system = ["m", "dl", "util", "pthread"].map(str::to_owned);
    for library in archives.iter().chain(&system) {
        text.push_str(&format!(
            "extra_build_script_line=cargo:rustc-link-lib={library}\n"
        ));
    }
    Ok(text)
}
