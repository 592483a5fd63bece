//! CPython for wasm: the archives that are linked into the core, its headers, and the generated
//! modules of the standard library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{run_make, short_version};
use crate::process;
use crate::toolchain::emscripten::{CONFIGURE_LINK, Emscripten};
use crate::toolchain::flags;
use crate::toolchain::part::Part;
use crate::toolchain::pins::Pins;
use crate::toolchain::work::Work;

/// What changes when this file makes the part in another way.
const RECIPE: &str = "1";

/// Our files in the folder where CPython is made, among them what its own files are compiled by.
const OUR_FILES: [(&str, &str); 8] = [
    (MAKEFILE, include_str!("core.mk")),
    ("object_allocator.c", include_str!("object_allocator.c")),
    ("object_allocator.h", include_str!("object_allocator.h")),
    ("int_allocator.c", include_str!("int_allocator.c")),
    ("int_allocator.h", include_str!("int_allocator.h")),
    (
        "evaluation/evaluation.c",
        include_str!("evaluation/evaluation.c"),
    ),
    (
        "evaluation/frequent.h",
        include_str!("evaluation/frequent.h"),
    ),
    (
        "evaluation/generated_cases.c.h",
        include_str!("evaluation/generated_cases.c.h"),
    ),
];

/// What is made instead of CPython's own Makefile, which it includes.
const MAKEFILE: &str = "core.mk";

const CONFIGURE: [&str; 9] = [
    "--host=wasm32-unknown-emscripten",
    "--prefix=/",
    "--with-emscripten-target=browser",
    "--enable-wasm-dynamic-linking",
    "--disable-shared",
    "--with-pymalloc",
    "--disable-ipv6",
    "--enable-big-digits=30",
    "--disable-test-modules",
];

/// CPython asks for integers that wrap by an option, `-fno-strict-overflow`, that makes pointers wrap as
/// well. Nothing needs that, and no offset could be part of a load. It is for CPython's own files only:
/// `sysconfig` must not ask compilers for it that do not know it.
const NO_POINTERS_WRAP: &str = "-fno-wrapv-pointer";

/// The compiler's programs by the names that autoconf knows. Names, not paths: they end up in
/// `sysconfig`, which is shipped.
const PROGRAMS: [(&str, &str); 5] = [
    ("CC", "emcc"),
    ("CXX", "em++"),
    ("AR", "emar"),
    ("RANLIB", "emranlib"),
    ("NM", "emnm"),
];

/// CPython's own archives beside `libpython`.
const SIDE_ARCHIVES: [&str; 3] = [
    "Modules/_decimal/libmpdec/libmpdec.a",
    "Modules/expat/libexpat.a",
    "Modules/_hacl/libHacl_Hash_SHA2.a",
];

/// The C libraries: the variables by which configure knows them, and the linker's name.
const C_LIBRARIES: [(&str, &str); 5] = [
    ("ZLIB", "z"),
    ("BZIP2", "bz2"),
    ("LIBLZMA", "lzma"),
    ("LIBSQLITE3", "sqlite3"),
    ("LIBFFI", "ffi"),
];

/// Modules that the C libraries are there for: configure leaves one out without a word when its
/// library does not suit it.
const EXPECTED_MODULES: [&str; 5] = ["_bz2", "_ctypes", "_lzma", "_sqlite3", "zlib"];

/// What the part is made with.
pub struct Needs<'a> {
    pub emscripten: &'a Emscripten,
    pub c_libraries: &'a Part,
    pub source: &'a Part,
    pub native: &'a Part,
}

/// Names the part.
pub fn part(cache: &Path, pins: &Pins, needs: &Needs) -> Part {
    let flags = [&CONFIGURE.join(" "), &flags::c_flags(), NO_POINTERS_WRAP].join(" ");
    let keys = [
        needs.emscripten.part.key(),
        needs.c_libraries.key(),
        needs.source.key(),
    ];
    let our_files = OUR_FILES.map(|(_, content)| content).concat();
    let recipe = [RECIPE, &flags, &keys.join(" "), &our_files];
    let version = &pins.cpython.version;
    Part::new(cache, "cpython-wasm", "CPython for wasm", version, &recipe)
        .proof(&format!("lib/libpython{}.a", short_version(version)))
        .proof("include/pyconfig.h")
        .proof("generated")
        .proof("pyo3-config.txt")
}

/// The folder of `pyconfig.h`.
pub fn include(part: &Part) -> PathBuf {
    part.folder().join("include")
}

/// Everything that the link needs, in the order of the link.
pub fn libraries(part: &Part, c_libraries: &Part) -> Vec<PathBuf> {
    let own = part.folder().join("lib");
    let mut libraries = vec![own.join(library_name(part))];
    let side = SIDE_ARCHIVES
        .iter()
        .filter_map(|archive| Path::new(archive).file_name());
    libraries.extend(side.map(|name| own.join(name)));
    let c = c_libraries.folder().join("lib");
    libraries.extend(C_LIBRARIES.map(|(_, name)| c.join(format!("lib{name}.a"))));
    libraries
}

/// The standard library's modules that are made by the build.
pub fn generated_modules(part: &Part) -> Vec<PathBuf> {
    let entries = fs::read_dir(part.folder().join("generated"));
    let mut modules: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    modules.sort();
    modules
}

/// The file that tells PyO3 what it is compiled for.
pub fn pyo3_config(part: &Part) -> PathBuf {
    part.folder().join("pyo3-config.txt")
}

/// Makes the part.
///
/// # Errors
/// When it does not compile.
pub fn make(work: &Work, needs: &Needs) -> Result<String> {
    let build = work.folder().join("build");
    fs::create_dir_all(&build)?;
    work.step("configuring");
    work.run(&mut configure(&build, needs)?)?;
    check_modules(&build)?;
    work.step("compiling");
    fs::create_dir_all(build.join("evaluation"))?;
    for (name, content) in OUR_FILES {
        fs::write(build.join(name), content)?;
    }
    let mut make = Command::new("make");
    make.args(["-f", MAKEFILE]);
    needs.emscripten.apply_env(&mut make);
    let library = library_name(work.part);
    let targets = [&[library.as_str(), "pybuilddir.txt"], &SIDE_ARCHIVES[..]].concat();
    run_make(work, make, &build, &targets)?;
    keep(work, &build)?;
    fs::remove_dir_all(&build)?;
    Ok("CPython's source".to_owned())
}

fn configure(build: &Path, needs: &Needs) -> Result<Command> {
    let source = needs.source.folder();
    let this_machine = process::read(&mut Command::new(source.join("config.guess")))?;
    let mut configure = Command::new(source.join("configure"));
    needs.emscripten.apply_env(&mut configure);
    configure
        .current_dir(build)
        .args(CONFIGURE)
        .arg(format!("--build={}", this_machine.trim()))
        .arg(format!(
            "--with-build-python={}",
            super::native::python(needs.native).display()
        ))
        .env(
            "CONFIG_SITE",
            source.join("Tools/wasm/config.site-wasm32-emscripten"),
        )
        .env("CFLAGS", flags::c_flags())
        .env("CFLAGS_NODIST", NO_POINTERS_WRAP)
        .env(
            "LDFLAGS",
            [&CONFIGURE_LINK[..], &flags::EXCEPTIONS].concat().join(" "),
        )
        // Nothing of this machine's own libraries.
        .env("PKG_CONFIG", "false")
        .envs(PROGRAMS);
    let libraries = needs.c_libraries.folder();
    for (variable, name) in C_LIBRARIES {
        let include = format!("-I{}/include", libraries.display());
        configure.env(format!("{variable}_CFLAGS"), include);
        configure.env(
            format!("{variable}_LIBS"),
            format!("-L{}/lib -l{name}", libraries.display()),
        );
    }
    Ok(configure)
}

/// Checks that configure took all modules in that a library was made for.
fn check_modules(build: &Path) -> Result<()> {
    let makefile = fs::read_to_string(build.join("Makefile"))?;
    let line = makefile
        .lines()
        .find_map(|line| line.strip_prefix("MODBUILT_NAMES="));
    let built: Vec<&str> = line.unwrap_or_default().split_whitespace().collect();
    let missing: Vec<&str> = EXPECTED_MODULES
        .into_iter()
        .filter(|module| !built.contains(module))
        .collect();
    ensure!(
        missing.is_empty(),
        "CPython's configure leaves {} out: see config.log in {}",
        missing.join(", "),
        build.display()
    );
    Ok(())
}

/// Moves what is needed out of the build folder.
fn keep(work: &Work, build: &Path) -> Result<()> {
    for folder in ["lib", "include", "generated"] {
        fs::create_dir_all(work.folder().join(folder))?;
    }
    let move_to = |path: &Path, folder: &str| {
        let name = path.file_name().context("a file without a name")?;
        fs::rename(path, work.folder().join(folder).join(name))
            .with_context(|| format!("cannot keep {}", path.display()))
    };
    move_to(&build.join(library_name(work.part)), "lib")?;
    for archive in SIDE_ARCHIVES {
        move_to(&build.join(archive), "lib")?;
    }
    move_to(&build.join("pyconfig.h"), "include")?;
    let made = fs::read_to_string(build.join("pybuilddir.txt"))?;
    for entry in fs::read_dir(build.join(made.trim()))? {
        let path = entry?.path();
        without_this_machine(&path, work)?;
        move_to(&path, "generated")?;
    }
    fs::write(pyo3_config(work.part), pyo3_config_text(work.part))?;
    Ok(())
}

/// Takes what is of this machine and of our configure call alone out of a module that is shipped.
fn without_this_machine(module: &Path, work: &Work) -> Result<()> {
    let text = fs::read_to_string(module)?;
    let cache = work
        .workshop
        .cache
        .to_str()
        .context("the cache's path is no UTF-8")?;
    let configure_link = format!("{} ", CONFIGURE_LINK.join(" "));
    let text = text
        .replace(cache, "/jaspy-toolchain")
        .replace(&configure_link, "");
    fs::write(module, text)?;
    Ok(())
}

fn library_name(part: &Part) -> String {
    format!("libpython{}.a", short_version(&part.version))
}

fn pyo3_config_text(part: &Part) -> String {
    let version = short_version(&part.version);
    format!(
        "implementation=CPython\nversion={version}\nshared=false\nlib_name=python{version}\n\
         pointer_width=32\nbuild_flags=\nsuppress_build_script_link_lines=true\n"
    )
}
