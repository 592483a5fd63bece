//! Which parts there are, found out without making any of them.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::cpython::{native, source, wasm};
use super::emscripten::Emscripten;
use super::part::Part;
use super::pins::{self, Pins};
use super::rust_std::RustStd;
use super::{c_libraries, cache, wasm_bindgen};

/// All parts of the toolchain.
pub struct Plan {
    pub cache: PathBuf,
    pub pins: Pins,
    pub emscripten: Emscripten,
    pub rust_std: RustStd,
    pub wasm_bindgen: Part,
    pub c_libraries: Part,
    pub cpython_source: Part,
    pub cpython_native: Part,
    pub cpython_wasm: Part,
}

impl Plan {
    /// The parts for this machine in the cache folder of the environment.
    ///
    /// # Errors
    /// When Python or Rust does not run, which all depends on.
    pub fn new() -> Result<Self> {
        Self::in_cache(&cache::folder()?)
    }

    fn in_cache(cache: &Path) -> Result<Self> {
        let pins = pins::load()?;
        let emscripten = Emscripten::find(cache, &pins)?;
        let c_libraries = c_libraries::part(cache, &pins, &emscripten);
        let cpython_source = source::part(cache, &pins);
        let cpython_native = native::part(cache, &pins, &cpython_source);
        let needs = wasm::Needs {
            emscripten: &emscripten,
            c_libraries: &c_libraries,
            source: &cpython_source,
            native: &cpython_native,
        };
        Ok(Self {
            cpython_wasm: wasm::part(cache, &pins, &needs),
            rust_std: RustStd::find(cache, &pins)?,
            wasm_bindgen: wasm_bindgen::part(cache, &pins)?,
            cache: cache.to_owned(),
            emscripten,
            c_libraries,
            cpython_source,
            cpython_native,
            pins,
        })
    }

    /// All parts, in the order in which they need each other.
    pub fn parts(&self) -> [&Part; 7] {
        [
            &self.emscripten.part,
            &self.rust_std.part,
            &self.wasm_bindgen,
            &self.c_libraries,
            &self.cpython_source,
            &self.cpython_native,
            &self.cpython_wasm,
        ]
    }

    /// Whether there is nothing to make.
    pub fn is_finished(&self) -> bool {
        let needs_no_part = |part: &Part| {
            std::ptr::eq(part, &raw const self.rust_std.part) && self.rust_std.is_finished()
        };
        self.parts()
            .into_iter()
            .all(|part| needs_no_part(part) || part.is_finished())
    }
}
