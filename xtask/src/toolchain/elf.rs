//! Making programs of another Debian release run here: with the C library that came with them.

use std::ffi::CString;
use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use elb::{DynamicTag, Elf, ElfPatcher};

/// The page size of x86-64.
const PAGE: u64 = 4096;

/// The loader and what it is built together with: they are found already, and the loader reads its
/// own file at fixed places.
const UNTOUCHED: [&str; 2] = ["ld-linux-x86-64.so.2", "libc.so.6"];

/// Points every program and library directly in `folder` to the loader and libraries in `libraries`.
///
/// # Errors
/// When a file cannot be read or rewritten.
pub fn use_libraries(folder: &Path, libraries: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))? {
        let entry = entry?;
        let path = entry.path();
        let is_untouched = UNTOUCHED.iter().any(|name| entry.file_name() == *name);
        if entry.file_type()?.is_file() && !is_untouched && is_elf(&path)? {
            patch(&path, libraries).with_context(|| format!("cannot patch {}", path.display()))?;
        }
    }
    Ok(())
}

fn is_elf(path: &Path) -> Result<bool> {
    let mut magic = [0; 4];
    let mut file = File::open(path)?;
    Ok(file.read_exact(&mut magic).is_ok() && magic == *b"\x7fELF")
}

fn patch(path: &Path, libraries: &Path) -> Result<()> {
    let failed = |error: elb::Error| anyhow!("{error}");
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let elf = Elf::read(&mut file, PAGE).map_err(failed)?;
    let mut patcher = ElfPatcher::new(elf, file);
    if patcher.read_interpreter().map_err(failed)?.is_some() {
        let loader = CString::new(libraries.join(UNTOUCHED[0]).as_os_str().as_bytes())?;
        patcher.set_interpreter(&loader).map_err(failed)?;
    }
    // RPATH, not RUNPATH: it holds for the libraries of the libraries, too.
    patcher
        .remove_dynamic_tag(DynamicTag::Runpath)
        .map_err(failed)?;
    let search = CString::new(libraries.as_os_str().as_bytes())?;
    patcher
        .set_dynamic_tag(DynamicTag::Rpath, search.as_c_str())
        .map_err(failed)?;
    patcher.finish().map_err(failed)?;
    Ok(())
}
