//! The C libraries that CPython's modules use, compiled for wasm from sources that crates carry.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::emscripten::{CONFIGURE_LINK, Emscripten};
use super::part::Part;
use super::pins::{Crate, Pins};
use super::work::Work;
use super::{archive, crates, flags, machine};

/// What changes when this file makes the part in another way.
const RECIPE: &str = "1";

/// A library that is compiled by naming its sources.
struct Library {
    /// The linker's name.
    name: &'static str,
    /// Folders of which all sources belong to it, or single sources; inside of the crate.
    sources: &'static [&'static str],
    /// Parts of file names of sources that do not belong to it.
    left_out: &'static [&'static str],
    /// Folders inside of the crate.
    includes: &'static [&'static str],
    defines: &'static [&'static str],
    /// Headers for users, or folders of them.
    headers: &'static [&'static str],
}

const ZLIB: Library = Library {
    name: "z",
    sources: &["src/zlib"],
    left_out: &[],
    includes: &["src/zlib"],
    defines: &["-DHAVE_UNISTD_H"],
    headers: &["src/zlib/zlib.h", "src/zlib/zconf.h"],
};

const BZIP2: Library = Library {
    name: "bz2",
    sources: &[
        "bzip2-1.0.8/blocksort.c",
        "bzip2-1.0.8/bzlib.c",
        "bzip2-1.0.8/compress.c",
        "bzip2-1.0.8/crctable.c",
        "bzip2-1.0.8/decompress.c",
        "bzip2-1.0.8/huffman.c",
        "bzip2-1.0.8/randtable.c",
    ],
    left_out: &[],
    includes: &["bzip2-1.0.8"],
    defines: &["-D_FILE_OFFSET_BITS=64"],
    headers: &["bzip2-1.0.8/bzlib.h"],
};

const XZ: Library = Library {
    name: "lzma",
    sources: &[
        "xz-5.2/src/common/tuklib_cpucores.c",
        "xz-5.2/src/common/tuklib_physmem.c",
        "xz-5.2/src/liblzma/check",
        "xz-5.2/src/liblzma/common",
        "xz-5.2/src/liblzma/delta",
        "xz-5.2/src/liblzma/lz",
        "xz-5.2/src/liblzma/lzma",
        "xz-5.2/src/liblzma/rangecoder",
        "xz-5.2/src/liblzma/simple",
    ],
    // Programs that make tables, and variants for small code.
    left_out: &["tablegen", "_small"],
    includes: &[
        ".",
        "xz-5.2/src/common",
        "xz-5.2/src/liblzma/api",
        "xz-5.2/src/liblzma/check",
        "xz-5.2/src/liblzma/common",
        "xz-5.2/src/liblzma/delta",
        "xz-5.2/src/liblzma/lz",
        "xz-5.2/src/liblzma/lzma",
        "xz-5.2/src/liblzma/rangecoder",
        "xz-5.2/src/liblzma/simple",
    ],
    defines: &[
        "-DHAVE_CONFIG_H",
        // The crate leaves out the filters for programs of these machines, which archives contain.
        "-DHAVE_DECODER_ARM=1",
        "-DHAVE_ENCODER_ARM=1",
        "-DHAVE_DECODER_ARMTHUMB=1",
        "-DHAVE_ENCODER_ARMTHUMB=1",
        "-DHAVE_DECODER_IA64=1",
        "-DHAVE_ENCODER_IA64=1",
        "-DHAVE_DECODER_POWERPC=1",
        "-DHAVE_ENCODER_POWERPC=1",
    ],
    headers: &["xz-5.2/src/liblzma/api"],
};

const SQLITE: Library = Library {
    name: "sqlite3",
    sources: &["sqlite3/sqlite3.c"],
    left_out: &[],
    includes: &["sqlite3"],
    defines: &[
        "-DSQLITE_THREADSAFE=0",
        "-DSQLITE_OMIT_LOAD_EXTENSION",
        "-DSQLITE_ENABLE_COLUMN_METADATA",
        "-DSQLITE_ENABLE_FTS5",
        "-DSQLITE_ENABLE_MATH_FUNCTIONS",
    ],
    headers: &["sqlite3/sqlite3.h", "sqlite3/sqlite3ext.h"],
};

/// Names the part.
pub fn part(cache: &Path, pins: &Pins, emscripten: &Emscripten) -> Part {
    let defines = [ZLIB, BZIP2, XZ, SQLITE]
        .map(|library| library.defines.join(" "))
        .join(" ");
    let flags = flags::c_flags();
    let compiler = emscripten.part.key();
    let mut recipe = vec![RECIPE, &flags, &defines, &compiler];
    let crates = pins.c_libraries.all();
    recipe.extend(crates.map(|package| package.sha256.as_str()));
    Part::new(
        cache,
        "c-libraries",
        "zlib, bzip2, xz, SQLite and libffi",
        "1",
        &recipe,
    )
    .proof("lib/libsqlite3.a")
    .proof("lib/libffi.a")
}

/// Makes the part.
///
/// # Errors
/// When a crate cannot be had or a library does not compile.
pub fn make(work: &Work, pins: &Pins, emscripten: &Emscripten) -> Result<String> {
    for folder in ["lib", "include", "build"] {
        fs::create_dir_all(work.folder().join(folder))?;
    }
    let c = &pins.c_libraries;
    let builder = Builder { work, emscripten };
    work.step("fetching the sources");
    for package in c.all() {
        let archive = crates::fetch(package, work.folder())?;
        archive::unpack_tar(&archive, &builder.source(package))?;
    }
    for (library, package) in [
        (ZLIB, &c.zlib),
        (BZIP2, &c.bzip2),
        (XZ, &c.xz),
        (SQLITE, &c.sqlite),
    ] {
        work.step(&format!("compiling {} {}", package.name, package.version));
        builder.build(&library, package)?;
    }
    work.step(&format!("compiling {} {}", c.libffi.name, c.libffi.version));
    builder.build_libffi(&c.libffi)?;
    fs::remove_dir_all(work.folder().join("build"))?;
    Ok("the crate registry".to_owned())
}

struct Builder<'a> {
    work: &'a Work<'a>,
    emscripten: &'a Emscripten,
}

impl Builder<'_> {
    fn source(&self, package: &Crate) -> PathBuf {
        self.work.folder().join("build").join(&package.name)
    }

    fn build(&self, library: &Library, package: &Crate) -> Result<()> {
        let source = self.source(package);
        let objects = self.work.folder().join("build").join(library.name);
        fs::create_dir_all(&objects)?;
        let sources = library.sources(&source)?;
        self.work
            .run_all(self.compilations(library, &source, &sources, &objects))?;
        let archive = self
            .work
            .folder()
            .join("lib")
            .join(format!("lib{}.a", library.name));
        let mut emar = self.emscripten.command("emar");
        emar.arg("rcs")
            .arg(archive)
            .args(files_with_extension(&objects, "o")?);
        self.work.run(&mut emar)?;
        let include = self.work.folder().join("include");
        library
            .headers
            .iter()
            .try_for_each(|header| copy(&source.join(header), &include))
    }

    /// Calls of the compiler, one for each core: starting it takes longer than a source.
    fn compilations(
        &self,
        library: &Library,
        source: &Path,
        sources: &[PathBuf],
        objects: &Path,
    ) -> Vec<Command> {
        let share = sources.len().div_ceil(machine::jobs()).max(1);
        let compile = |sources: &[PathBuf]| {
            let mut emcc = self.emscripten.emcc();
            emcc.current_dir(objects)
                .args(flags::C)
                .args(flags::EXCEPTIONS);
            emcc.args(library.defines);
            for folder in library.includes {
                emcc.arg("-I").arg(source.join(folder));
            }
            emcc.arg("-c").args(sources);
            emcc
        };
        sources.chunks(share).map(compile).collect()
    }

    /// libffi writes its header by a configure script.
    fn build_libffi(&self, package: &Crate) -> Result<()> {
        let build = self.work.folder().join("build").join("ffi");
        fs::create_dir_all(&build)?;
        let mut configure = Command::new(self.source(package).join("libffi/configure"));
        self.emscripten.apply_env(&mut configure);
        configure
            .current_dir(&build)
            .arg(format!("--prefix={}", self.work.folder().display()))
            .args(["--quiet", "--host=wasm32-unknown-emscripten"])
            .args([
                "--enable-static",
                "--disable-shared",
                "--disable-dependency-tracking",
            ])
            .args(["--disable-builddir", "--disable-multi-os-directory"])
            .args(["--disable-raw-api", "--disable-docs"])
            .env("CC", "emcc")
            .env("CXX", "em++")
            .env("AR", "emar")
            .env("RANLIB", "emranlib")
            .env("NM", "emnm")
            .env("CFLAGS", flags::c_flags())
            .env(
                "LDFLAGS",
                [&CONFIGURE_LINK[..], &flags::EXCEPTIONS].concat().join(" "),
            );
        self.work.run(&mut configure)?;
        let mut make = Command::new("make");
        self.emscripten.apply_env(&mut make);
        make.current_dir(&build)
            .arg(format!("-j{}", machine::jobs()))
            .arg("install");
        self.work.run(&mut make)
    }
}

impl Library {
    fn sources(&self, root: &Path) -> Result<Vec<PathBuf>> {
        let mut sources = Vec::new();
        for name in self.sources {
            let path = root.join(name);
            if path.is_dir() {
                sources.extend(files_with_extension(&path, "c")?);
            } else {
                sources.push(path);
            }
        }
        sources.retain(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            !self.left_out.iter().any(|part| name.contains(part))
        });
        ensure!(
            !sources.is_empty(),
            "{} has no sources in {}",
            self.name,
            root.display()
        );
        Ok(sources)
    }
}

fn files_with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Copies a file, or what is in a folder, into the folder `to`.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            let path = entry.path();
            if path.is_dir() {
                copy(&path, &to.join(entry.file_name()))?;
            } else {
                copy(&path, to)?;
            }
        }
        return Ok(());
    }
    let name = from
        .file_name()
        .with_context(|| format!("{} has no name", from.display()))?;
    fs::copy(from, to.join(name)).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}
