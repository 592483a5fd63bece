//! `cargo xtask test`: every test-suite of the project, and one line that sums them up.

mod browser;
mod cpython;
mod files;
mod guest;
mod node;
mod node24;
mod ordinary_python;
mod python_types;
mod rust;
mod tally;
mod types;
mod wheels;

use anyhow::Result;
use clap::ValueEnum;

use crate::toolchain::Toolchain;
use crate::{build, check, failure};
pub use tally::Tally;

/// Options of `cargo xtask test`.
#[derive(clap::Args)]
pub struct Args {
    /// The part to run; all of them without it.
    #[arg(value_enum)]
    part: Option<Part>,

    /// Which tests of the part: words of test names (rust), of file names (js, types, browser),
    /// or modules of CPython's test-suite.
    #[arg(value_name = "FILTER")]
    filters: Vec<String>,
}

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Formats, lints and types: `cargo xtask check`.
    Check,
    /// Rust's tests on this machine.
    Rust,
    /// What the package's type declarations promise.
    Types,
    /// Tests of the Python packages on an ordinary Python.
    Python,
    /// Tests in Node.
    Js,
    /// Tests in a Node that can suspend WebAssembly.
    Node24,
    /// Tests in a browser.
    Browser,
    /// Modules of CPython's own test-suite.
    Cpython,
}

impl Part {
    fn run(self, toolchain: &Toolchain, filters: &[String]) -> Result<Tally> {
        match self {
            Self::Check => check::all(toolchain),
            Self::Rust => rust::run(toolchain, filters),
            Self::Types => types::run(toolchain, filters),
            Self::Python => ordinary_python::run(toolchain, filters),
            Self::Js => node::run(toolchain, "js", filters),
            Self::Node24 => node24::run(toolchain, filters),
            Self::Browser => browser::run(toolchain, filters),
            Self::Cpython => cpython::run(toolchain, filters),
        }
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let toolchain = build::ensure()?;
    let parts = match &args.part {
        Some(part) => std::slice::from_ref(part),
        None => Part::value_variants(),
    };
    let mut total = Tally::default();
    for part in parts {
        let name = part
            .to_possible_value()
            .map_or_else(String::new, |value| value.get_name().into());
        println!("== {name}");
        // A part that cannot run must not keep the others from running.
        let tally = part.run(&toolchain, &args.filters).unwrap_or_else(|error| {
            failure::print(&error);
            Tally::failure()
        });
        println!("{name}: {tally}");
        total += tally;
    }
    println!("{total}");
    if total.failed > 0 || total.passed == 0 {
        // The sum is the last line: whoever reads it needs no other.
        std::process::exit(1);
    }
    Ok(())
}
