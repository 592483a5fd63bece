//! CPython's source, unpacked once for the native and the wasm build and for its standard library.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::toolchain::archive;
use crate::toolchain::fetch::Fetcher;
use crate::toolchain::part::Part;
use crate::toolchain::pins::Pins;
use crate::toolchain::work::Work;

/// Names the part.
pub fn part(cache: &Path, pins: &Pins) -> Part {
    let recipe = [pins.cpython.source.sha256.as_str()];
    Part::new(
        cache,
        "cpython-source",
        "CPython's source",
        &pins.cpython.version,
        &recipe,
    )
    .proof("configure")
    .proof("Lib/os.py")
}

/// Makes the part.
///
/// # Errors
/// When the source is nowhere to be had or cannot be unpacked.
pub fn make(work: &Work, pins: &Pins, fetcher: &Fetcher) -> Result<String> {
    let source = fetcher.get(&pins.cpython.source)?;
    work.step("unpacking");
    archive::unpack_tar(&source.path, work.folder())?;
    Ok(source.origin)
}

/// The standard library's folder.
pub fn library(part: &Part) -> PathBuf {
    part.folder().join("Lib")
}
