//! `cargo xtask run`: runs a program in Node on the built package.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::{build, process, project};

/// Runs a Python program given as a file or as text.
const RUN_PYTHON: &str = include_str!("run/python.mjs");

/// Options of `cargo xtask run`.
#[derive(clap::Args)]
#[command(trailing_var_arg = true)]
pub struct Args {
    /// Python code to run in place of a file.
    #[arg(short, value_name = "CODE", allow_hyphen_values = true)]
    code: Option<OsString>,

    /// A `.py` or `.mjs` file and what it finds in `sys.argv` or `process.argv`.
    #[arg(value_name = "FILE", allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let mut command = match (&args.code, args.arguments.split_first()) {
        (Some(code), _) => python("-c", code, &args.arguments),
        (None, Some((file, rest))) => program(file, rest)?,
        (None, None) => bail!("expected a `.py` or `.mjs` file, or `-c CODE`"),
    };
    build::ensure()?;
    let status = process::status(&mut command)?;
    if !status.success() {
        // The program has said what is wrong; its exit code is ours.
        std::process::exit(status.code().unwrap_or(1));
    }
    Ok(())
}

fn program(file: &OsString, rest: &[OsString]) -> Result<Command> {
    let path = PathBuf::from(file);
    ensure!(path.is_file(), "found no file {}", path.display());
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("py") => Ok(python("file", file, rest)),
        Some("mjs" | "js" | "cjs") => {
            let mut node = Command::new("node");
            node.arg(&path).args(rest);
            Ok(node)
        }
        _ => bail!(
            "cannot run {}: expected a `.py` or `.mjs` file",
            path.display()
        ),
    }
}

fn python(kind: &str, program: &OsString, rest: &[OsString]) -> Command {
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", RUN_PYTHON, "--"])
        .arg(project::dist())
        .arg(kind)
        .arg(program)
        .args(rest);
    node
}
