//! Rust's standard library for the wasm target.
//!
//! Where the installed Rust has it, nothing is done. Else it is compiled from the source into a
//! folder of its own in the cache, which `--sysroot` names: the installed Rust is not touched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::archive;
use super::fetch::{Fetched, Fetcher, is_mismatch};
use super::machine::{self, Rustc};
use super::part::Part;
use super::pins::Pins;
use super::work::Work;
use crate::process;

/// The target that everything is compiled for.
pub const TARGET: &str = "wasm32-unknown-emscripten";

/// What changes when this file makes the part in another way.
const RECIPE: &str = "1";

/// The standard library, installed on the machine or compiled into the cache.
pub struct RustStd {
    pub part: Part,
    rustc: Rustc,
}

/// What the library is compiled from.
enum Source {
    /// `rustup component add rust-src` put it there.
    Component(PathBuf),
    Archive(Fetched),
    /// The web had the library itself.
    None,
}

impl RustStd {
    /// Finds out which one it is.
    ///
    /// # Errors
    /// When the Rust compiler does not run.
    pub fn find(cache: &Path, pins: &Pins) -> Result<Self> {
        let rustc = machine::rustc()?;
        let mut recipe = vec![RECIPE, &rustc.identity];
        recipe.extend(
            pins.rust
                .sources
                .iter()
                .map(|source| source.sha256.as_str()),
        );
        let part = Part::new(
            cache,
            "rust-std",
            "Rust's standard library",
            &rustc.release,
            &recipe,
        )
        .proof(&format!("lib/rustlib/{TARGET}/lib/libstd.rlib"));
        Ok(Self { part, rustc })
    }

    /// The folder in which the installed Rust has the library, if it has it.
    pub fn installed(&self) -> Option<PathBuf> {
        let folder = self
            .rustc
            .sysroot
            .join("lib/rustlib")
            .join(TARGET)
            .join("lib");
        folder.is_dir().then_some(folder)
    }

    /// The folder that `--sysroot` has to name, if any.
    pub fn sysroot(&self) -> Option<&Path> {
        self.installed().is_none().then(|| self.part.folder())
    }

    /// Whether there is nothing to do.
    pub fn is_finished(&self) -> bool {
        self.installed().is_some() || self.part.is_finished()
    }

    /// Fetches what the library is compiled from.
    ///
    /// # Errors
    /// When it is nowhere to be had.
    pub fn fetch(&self, pins: &Pins, fetcher: &Fetcher) -> Result<()> {
        self.source(pins, fetcher).map(drop)
    }

    fn source(&self, pins: &Pins, fetcher: &Fetcher) -> Result<Source> {
        if self.installed().is_some() {
            return Ok(Source::None);
        }
        let component = self.rustc.sysroot.join("lib/rustlib/src/rust");
        if component.join("library/sysroot/Cargo.toml").exists() {
            return Ok(Source::Component(component));
        }
        let is_pinned = self.rustc.release == pins.rust.version;
        let sources = if is_pinned {
            &pins.rust.sources[..]
        } else {
            &[]
        };
        for source in sources {
            if let Some(fetched) = fetcher.at_hand(source)? {
                return Ok(Source::Archive(fetched));
            }
        }
        let mut reasons = Vec::new();
        match self.add_target() {
            Ok(()) => return Ok(Source::None),
            Err(reason) => reasons.push(format!("rustup: {reason:#}")),
        }
        for source in sources {
            match fetcher.get(source) {
                Ok(fetched) => return Ok(Source::Archive(fetched)),
                Err(error) if is_mismatch(&error) => return Err(error),
                Err(reason) => reasons.push(format!("{reason:#}")),
            }
        }
        bail!(self.advice(&pins.rust.version, &reasons))
    }

    /// Lets rustup install the library; rustup checks what it gets.
    fn add_target(&self) -> Result<()> {
        let mut rustup = Command::new("rustup");
        // A machine without network shall not wait for it five times.
        rustup
            .env("RUSTUP_MAX_RETRIES", "1")
            .args(["target", "add", TARGET]);
        process::run_quietly(&mut rustup)?;
        match self.installed() {
            Some(_) => Ok(()),
            None => bail!(
                "it added {TARGET} to another toolchain than {}",
                self.rustc.release
            ),
        }
    }

    fn advice(&self, pinned: &str, reasons: &[String]) -> String {
        let release = &self.rustc.release;
        let mut text = format!("cannot get Rust {release}'s standard library for {TARGET}");
        if release != pinned {
            text.push_str(&format!(
                " (source archives are known for Rust {pinned} only)"
            ));
        }
        for reason in reasons {
            text.push_str(&format!("\n  - {}", reason.replace('\n', "\n    ")));
        }
        text.push_str(&format!(
            "\n  Run `rustup target add {TARGET}` or `rustup component add rust-src` where there \
             is a network, or install Rust {pinned} from https://rustup.rs."
        ));
        text
    }

    /// Makes the part.
    ///
    /// # Errors
    /// When the source is nowhere to be had or does not compile.
    pub fn make(&self, work: &Work, pins: &Pins, fetcher: &Fetcher) -> Result<String> {
        let build = work.folder().join("build");
        let (library, origin) = match self.source(pins, fetcher)? {
            Source::Component(folder) => (folder.join("library"), "rustup's rust-src".to_owned()),
            Source::Archive(fetched) => {
                work.step("unpacking the source");
                archive::unpack_folder(&fetched.path, "library", &build)?;
                (build.join("library"), fetched.origin)
            }
            Source::None => bail!("there is nothing to compile: rustup installed it"),
        };
        work.step("compiling");
        work.run(&mut self.compilation(&library, &build))?;
        self.collect(&build)?;
        fs::remove_dir_all(&build)?;
        Ok(origin)
    }

    /// Compiles the source's own package for a whole sysroot, as Rust's own build does.
    fn compilation(&self, library: &Path, build: &Path) -> Command {
        let mut cargo = machine::in_background("cargo");
        cargo
            // Cargo looks for its configuration from here upwards, and the project's is not for it.
            .current_dir(self.part.folder())
            .args(["build", "--release", "--locked", "--features", "backtrace"])
            .args(["--target", TARGET, "--manifest-path"])
            .arg(library.join("sysroot/Cargo.toml"))
            .env("CARGO_TARGET_DIR", build.join("target"))
            // The standard library uses features that are not stable, and only it may.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", "-Zforce-unstable-if-unmarked");
        cargo
    }

    fn collect(&self, build: &Path) -> Result<()> {
        let target = self
            .part
            .folder()
            .join("lib/rustlib")
            .join(TARGET)
            .join("lib");
        fs::create_dir_all(&target)?;
        let made = build.join("target").join(TARGET).join("release/deps");
        let entries = fs::read_dir(&made).with_context(|| format!("no {}", made.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "rlib")
            {
                let name = path.file_name().context("a library without a name")?;
                fs::rename(&path, target.join(name))?;
            }
        }
        Ok(())
    }
}
