//! The toolchain: which parts there are, where they come from, how they are built into the cache
//! folder.
//!
//! [`ensure`] makes whatever is missing and gives a [`Toolchain`], by which the rest of the tool
//! calls compilers and finds libraries. A part's recipe (versions, checksums, flags, the parts that
//! it is made with) is in the name of its folder, so that a change makes a new part.

mod archive;
mod c_libraries;
mod cache;
mod checksum;
mod cpython;
mod crates;
mod elf;
mod emscripten;
mod fetch;
mod flags;
mod machine;
mod make;
mod part;
mod pins;
mod plan;
mod progress;
mod report;
mod rust_std;
mod wasm_bindgen;
mod work;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use cpython::{native, source, wasm};
use plan::Plan;

pub use make::fetch_only;
pub use report::report;

/// All finished parts.
pub struct Toolchain {
    plan: Plan,
    wasm_bindgen: PathBuf,
}

/// Makes every part that is not there yet.
///
/// # Errors
/// When the machine lacks a program, or a part is nowhere to be had or does not build.
pub fn ensure() -> Result<Toolchain> {
    let plan = Plan::new()?;
    if !plan.is_finished() {
        machine::check()?;
        make::missing_parts(&plan)?;
    }
    let wasm_bindgen = wasm_bindgen::program(&plan.wasm_bindgen);
    Ok(Toolchain { plan, wasm_bindgen })
}

impl Toolchain {
    /// The folder of all parts, in which others may keep files under names of their own.
    pub fn cache_dir(&self) -> &Path {
        &self.plan.cache
    }

    /// The C compiler for wasm, ready to run.
    pub fn emcc(&self) -> Command {
        self.plan.emscripten.emcc()
    }

    /// A program of emscripten, LLVM (`llvm-nm`) or Binaryen (`wasm-opt`), ready to run.
    pub fn command(&self, name: &str) -> Command {
        self.plan.emscripten.command(name)
    }

    /// Lets a program find the compiler, and lets cargo compile for the wasm target.
    pub fn apply_env(&self, command: &mut Command) {
        self.plan.emscripten.apply_env(command);
        // The core is one module at fixed addresses, and only side modules are position-independent.
        let mut flags = "-Crelocation-model=static".to_owned();
        if let Some(sysroot) = self.plan.rust_std.sysroot() {
            // The separator of CARGO_ENCODED_RUSTFLAGS: a path may have spaces.
            flags.push_str("\u{1f}--sysroot\u{1f}");
            flags.push_str(&sysroot.to_string_lossy());
        }
        command.env("CARGO_ENCODED_RUSTFLAGS", flags);
    }

    /// The wasm-bindgen program of the crate's version.
    pub fn wasm_bindgen(&self) -> &Path {
        &self.wasm_bindgen
    }

    /// The folders of CPython's headers for wasm: the public ones, and the one of `pyconfig.h`.
    pub fn python_include_dirs(&self) -> Vec<PathBuf> {
        let public = self.plan.cpython_source.folder().join("Include");
        vec![public, wasm::include(&self.plan.cpython_wasm)]
    }

    /// The archives that make up CPython for wasm, in the order of the link.
    pub fn python_libraries(&self) -> Vec<PathBuf> {
        wasm::libraries(&self.plan.cpython_wasm, &self.plan.c_libraries)
    }

    /// The sources of the standard library, tests included.
    pub fn python_lib_dir(&self) -> PathBuf {
        source::library(&self.plan.cpython_source)
    }

    /// The modules of the standard library that CPython's build for wasm makes.
    pub fn python_generated_modules(&self) -> Vec<PathBuf> {
        wasm::generated_modules(&self.plan.cpython_wasm)
    }

    /// The native interpreter of the same version.
    pub fn native_python(&self) -> PathBuf {
        native::python(&self.plan.cpython_native)
    }

    /// `PYO3_CONFIG_FILE` for the host: links the native library statically.
    pub fn native_pyo3_config(&self) -> PathBuf {
        native::pyo3_config(&self.plan.cpython_native)
    }

    /// `PYO3_CONFIG_FILE` for wasm.
    pub fn wasm_pyo3_config(&self) -> PathBuf {
        wasm::pyo3_config(&self.plan.cpython_wasm)
    }

    /// CPython's version.
    pub fn python_version(&self) -> &str {
        &self.plan.cpython_source.version
    }
}
