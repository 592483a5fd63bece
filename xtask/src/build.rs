//! `cargo xtask build`: writes `dist/`, a complete npm package.
//!
//! Each part is a [`step`] of its own, done only when what it depends on has changed: the crate
//! and its C helpers are compiled, linked with CPython into one wasm, the standard library is
//! compiled into one archive, and the TypeScript sources are bundled.

mod bindgen;
mod exports;
mod extension;
mod library;
mod link;
mod loader;
mod npm;
mod package;
mod rust_crate;
mod sizes;
mod step;
mod typescript;
mod typings;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use self::package::{Effort, Package};
use crate::project;
use crate::toolchain::{self, Toolchain};

pub use bindgen::Args as BindgenArgs;
pub use bindgen::run as run_bindgen;
pub use loader::Args as LoaderArgs;
pub use loader::run as trim_loader;
pub use npm::install as npm_install;
pub use rust_crate::cargo as cargo_for_wasm;
pub use step::hex;
pub use typescript::tsc;
pub use typings::folder as typings;

/// Options of `cargo xtask build`.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of a Rust crate to link in: then a package of its own is written, and its folder
    /// printed.
    #[arg(long, value_name = "FOLDER")]
    extension: Option<PathBuf>,

    /// Link the extension in a fifth of the time; the runtime is larger and slower.
    #[arg(long, requires = "extension")]
    quick: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let toolchain = ensure()?;
    let Some(extension) = &args.extension else {
        return sizes::print();
    };
    let _lock = lock()?;
    let effort = if args.quick {
        Effort::Quick
    } else {
        Effort::Release
    };
    let folder = extension::build(&toolchain, extension, effort)?;
    println!("{}", folder.display());
    Ok(())
}

/// Brings `dist/` up to date and gives the toolchain that made it.
///
/// # Errors
/// When a part of the toolchain is missing and cannot be made, or a step fails.
pub fn ensure() -> Result<Toolchain> {
    let toolchain = toolchain::ensure()?;
    fs::create_dir_all(project::build_dir())?;
    fs::create_dir_all(project::dist())?;
    let _lock = lock()?;
    let archive = rust_crate::build(&toolchain)?;
    link::core(&toolchain, &archive, &Package::jaspy())?;
    library::write(&toolchain)?;
    typescript::write()?;
    typings::write()?;
    package::write()?;
    Ok(toolchain)
}

/// Keeps a second build out of the same folders until the file is dropped.
fn lock() -> Result<fs::File> {
    let path = project::build_dir().join("lock");
    let file =
        fs::File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
    if file.try_lock().is_err() {
        eprintln!("waiting for another build in this folder to end ...");
        file.lock()?;
    }
    Ok(file)
}
