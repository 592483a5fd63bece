//! emscripten with its LLVM and Binaryen, and its system libraries.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::fetch::{Fetched, Fetcher, is_mismatch};
use super::part::Part;
use super::pins::Pins;
use super::work::Work;
use super::{archive, elf, flags, machine};
use crate::process;

/// What changes when this file makes the part in another way.
const RECIPE: &str = "1";

/// The flags of a link as the build makes it, of which the system libraries' variants depend.
const LINK: [&str; 4] = [
    "-O2",
    "-sMAIN_MODULE=2",
    "-sFORCE_FILESYSTEM",
    "-sALLOW_MEMORY_GROWTH",
];

/// The flags of configure's links: nothing is optimised, and no debug variant of a library is built.
pub const CONFIGURE_LINK: [&str; 2] = ["-O0", "-sASSERTIONS=0"];

/// Where the programs are.
#[derive(Clone)]
struct Roots {
    emscripten: PathBuf,
    llvm: PathBuf,
    binaryen: PathBuf,
}

/// The compiler, installed on the machine or unpacked into the cache.
#[derive(Clone)]
pub struct Emscripten {
    pub part: Part,
    roots: Roots,
    is_installed: bool,
    python: PathBuf,
}

impl Emscripten {
    /// Finds out which one it is.
    ///
    /// # Errors
    /// When Python does not run.
    pub fn find(cache: &Path, pins: &Pins) -> Result<Self> {
        let version = &pins.emscripten.version;
        let installed = installed(version, cache);
        let mut recipe = vec![RECIPE.to_owned(), flags::c_flags(), LINK.join(" ")];
        match &installed {
            Some(roots) => recipe.push(roots.emscripten.display().to_string()),
            None => {
                let packages = &pins.emscripten.packages;
                recipe.extend(packages.iter().map(|package| package.sha256.to_string()));
            }
        }
        let recipe: Vec<&str> = recipe.iter().map(String::as_str).collect();
        let part = Part::new(cache, "emscripten", "emscripten", version, &recipe)
            .proof("config.py")
            .proof("cache/sysroot/lib/wasm32-emscripten/pic/libc.a");
        Ok(Self {
            is_installed: installed.is_some(),
            roots: installed.unwrap_or_else(|| unpacked(part.folder())),
            python: machine::python()?,
            part,
        })
    }

    /// Fetches what it is unpacked from.
    ///
    /// # Errors
    /// When a package is nowhere to be had.
    pub fn fetch(&self, pins: &Pins, fetcher: &Fetcher) -> Result<Vec<Fetched>> {
        if self.is_installed {
            return Ok(Vec::new());
        }
        let mut fetched = Vec::new();
        let mut missing = Vec::new();
        for package in &pins.emscripten.packages {
            match fetcher.get(package) {
                Ok(file) => fetched.push(file),
                Err(error) if is_mismatch(&error) => return Err(error),
                Err(error) => missing.push((&package.name, error)),
            }
        }
        let names: Vec<&str> = missing.iter().map(|(name, _)| name.as_str()).collect();
        let advice = format!(
            "emscripten {0} lacks {1}; install it from \
             https://github.com/emscripten-core/emsdk (`./emsdk install {0}`, `./emsdk activate \
             {0}`, `. ./emsdk_env.sh`) and run this again",
            pins.emscripten.version,
            names.join(", ")
        );
        match missing.into_iter().next() {
            Some((_, first)) => Err(first.context(advice)),
            None => Ok(fetched),
        }
    }

    /// Makes the part.
    ///
    /// # Errors
    /// When a package is nowhere to be had or a system library does not compile.
    pub fn make(&self, work: &Work, pins: &Pins, fetcher: &Fetcher) -> Result<String> {
        let packages = self.fetch(pins, fetcher)?;
        if !self.is_installed {
            work.step(&format!("unpacking {} packages", packages.len()));
            let prefix = work.folder().join("prefix");
            for package in &packages {
                archive::unpack_deb(&package.path, &prefix)?;
            }
            self.complete(&prefix)?;
        }
        fs::write(self.config(), self.config_text()?)?;
        work.step("building the system libraries");
        self.build_system_libraries(work)?;
        Ok(match packages.first() {
            Some(package) => package.origin.clone(),
            None => format!("the machine's own ({})", self.roots.emscripten.display()),
        })
    }

    /// Makes the unpacked programs run on this machine.
    fn complete(&self, prefix: &Path) -> Result<()> {
        let libraries = prefix.join("usr/lib/x86_64-linux-gnu");
        for folder in [
            &libraries,
            &self.roots.llvm,
            &self.roots.binaryen.join("bin"),
        ] {
            elf::use_libraries(folder, &libraries)?;
        }
        // Modules of ECMAScript are looked for beside the importing file only.
        let modules = self.roots.emscripten.join("node_modules");
        fs::rename(prefix.join("usr/share/nodejs"), &modules)
            .with_context(|| format!("cannot make {}", modules.display()))
    }

    fn build_system_libraries(&self, work: &Work) -> Result<()> {
        let source = work.folder().join("empty.c");
        fs::write(&source, "int main(void) { return 0; }\n")?;
        for link in [&LINK[..], &CONFIGURE_LINK] {
            let mut emcc = self.emcc();
            emcc.args(link).args(flags::EXCEPTIONS).arg(&source);
            emcc.arg("-o").arg(work.folder().join("empty.mjs"));
            work.run(&mut emcc)?;
        }
        for name in ["empty.c", "empty.mjs", "empty.wasm"] {
            fs::remove_file(work.folder().join(name))?;
        }
        Ok(())
    }

    fn config(&self) -> PathBuf {
        self.part.folder().join("config.py")
    }

    fn config_text(&self) -> Result<String> {
        let node = machine::find("node").context("there is no node in PATH")?;
        let settings = [
            ("EMSCRIPTEN_ROOT", &self.roots.emscripten),
            ("LLVM_ROOT", &self.roots.llvm),
            ("BINARYEN_ROOT", &self.roots.binaryen),
            ("NODE_JS", &node),
            ("CACHE", &self.part.folder().join("cache")),
        ];
        // Python reads a string of JSON as the same string.
        let lines = settings.map(|(name, path)| {
            let path = path
                .to_str()
                .with_context(|| format!("{} is no UTF-8", path.display()))?;
            Ok(format!("{name} = {}\n", serde_json::to_string(path)?))
        });
        lines.into_iter().collect()
    }

    /// The compiler, ready to run.
    pub fn emcc(&self) -> Command {
        self.command("emcc")
    }

    /// A program of emscripten, LLVM or Binaryen, ready to run.
    pub fn command(&self, name: &str) -> Command {
        let folders = [
            self.roots.emscripten.clone(),
            self.roots.llvm.clone(),
            self.roots.binaryen.join("bin"),
        ];
        let path = folders
            .iter()
            .map(|folder| folder.join(name))
            .find(|path| path.exists())
            .unwrap_or_else(|| self.roots.emscripten.join(name));
        let mut command = Command::new(path);
        self.apply_env(&mut command);
        command
    }

    /// Lets a program find the compiler.
    pub fn apply_env(&self, command: &mut Command) {
        let mut folders = vec![self.roots.emscripten.clone()];
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        // A folder whose name has a colon cannot be in PATH; the system's own are not lost by that.
        if let Ok(path) = env::join_paths(folders) {
            command.env("PATH", path);
        }
        command
            .env("EM_CONFIG", self.config())
            .env("EMSDK_PYTHON", &self.python)
            .env_remove("EM_CACHE")
            .env_remove("EMCC_CFLAGS");
    }
}

/// The emscripten in PATH, if it has the version and its LLVM runs.
fn installed(version: &str, cache: &Path) -> Option<Roots> {
    let emcc = machine::find("emcc")?;
    // A program that we started with our own compiler in PATH may start this tool again.
    if emcc.starts_with(cache) {
        return None;
    }
    let said = process::read(Command::new(&emcc).arg("--version")).ok()?;
    let has_version = said
        .split_whitespace()
        .any(|word| word.trim_end_matches("-git") == version);
    if !has_version {
        return None;
    }
    let config = emcc.with_file_name("em-config");
    let ask = |name: &str| {
        let said = process::read(Command::new(&config).arg(name)).ok()?;
        Some(PathBuf::from(said.trim()))
    };
    let roots = Roots {
        emscripten: ask("EMSCRIPTEN_ROOT")?,
        llvm: ask("LLVM_ROOT")?,
        binaryen: ask("BINARYEN_ROOT")?,
    };
    process::read(Command::new(roots.llvm.join("clang")).arg("--version")).ok()?;
    Some(roots)
}

fn unpacked(folder: &Path) -> Roots {
    let usr = folder.join("prefix/usr");
    Roots {
        emscripten: usr.join("share/emscripten"),
        llvm: usr.join("lib/llvm-21/bin"),
        binaryen: usr,
    }
}

/// Checks that the compiler can be unpacked here: its packages are for one kind of machine.
///
/// # Errors
/// When the machine is of another kind and has no emscripten of its own.
pub fn check_machine(emscripten: &Emscripten, version: &str) -> Result<()> {
    ensure!(
        emscripten.is_installed || cfg!(all(target_os = "linux", target_arch = "x86_64")),
        "the packages of emscripten are for Linux on x86-64: install emscripten {version} from \
         https://github.com/emscripten-core/emsdk so that emcc is in PATH, and run this again"
    );
    Ok(())
}
