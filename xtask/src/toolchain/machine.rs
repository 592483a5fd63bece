//! The programs of the machine that the toolchain is made and used with.

use std::env;
use std::num::NonZero;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::process;

/// A program that has to be there.
struct Program {
    name: &'static str,
    /// What it is for.
    purpose: &'static str,
    /// The least version that will do.
    least: Option<(u32, u32)>,
}

const PROGRAMS: [Program; 7] = [
    program("python3", "runs emscripten", Some((3, 10))),
    program("node", "runs what is built", Some((20, 0))),
    program("npm", "gets the tools that check the TypeScript", None),
    program("cargo", "builds the crate", None),
    program("rustc", "builds the crate", Some((1, 95))),
    program("cc", "builds the native CPython", None),
    program("make", "builds CPython", None),
];

const fn program(name: &'static str, purpose: &'static str, least: Option<(u32, u32)>) -> Program {
    Program {
        name,
        purpose,
        least,
    }
}

/// A program as it was found.
pub struct Found {
    pub name: &'static str,
    pub purpose: &'static str,
    /// Its path and the first line of its version, or what is wrong.
    pub version: Result<(PathBuf, String), String>,
}

/// Looks for all programs.
pub fn programs() -> Vec<Found> {
    PROGRAMS
        .iter()
        .map(|program| Found {
            name: program.name,
            purpose: program.purpose,
            version: look_for(program),
        })
        .collect()
}

/// Checks that every program is there.
///
/// # Errors
/// Names all that are missing or too old.
pub fn check() -> Result<()> {
    let missing: Vec<String> = programs()
        .into_iter()
        .filter_map(|found| {
            let problem = found.version.err()?;
            Some(format!(
                "\n  {}: {problem} (it {})",
                found.name, found.purpose
            ))
        })
        .collect();
    ensure!(
        missing.is_empty(),
        "this machine lacks programs that the toolchain needs:{}\n\
         On Debian: apt-get install build-essential python3 nodejs npm; Rust: https://rustup.rs",
        missing.concat()
    );
    Ok(())
}

/// The path of a program in PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// A program that leaves the processors to others when they want them.
pub fn in_background(name: &str) -> Command {
    let mut command = Command::new("nice");
    command.args(["-n", "5", name]);
    command
}

/// How many programs run well side by side.
pub fn jobs() -> usize {
    std::thread::available_parallelism().map_or(2, NonZero::get)
}

/// The Python itself where `python3` is a script that looks for it at every call.
///
/// # Errors
/// When it does not run.
pub fn python() -> Result<PathBuf> {
    let script = "import sys; print(sys.executable)";
    let path = process::read(Command::new("python3").args(["-c", script]))?;
    Ok(PathBuf::from(path.trim()))
}

fn look_for(program: &Program) -> Result<(PathBuf, String), String> {
    let path = find(program.name).ok_or("not found in PATH")?;
    let output = Command::new(&path)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{} does not run: {error}", path.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.lines().next().unwrap_or_default().to_owned();
    match program.least {
        Some(least) if parse_version(&version).is_none_or(|found| found < least) => {
            let (major, minor) = least;
            Err(format!(
                "{} is `{version}`, expected {major}.{minor} or later",
                path.display()
            ))
        }
        _ => Ok((path, version)),
    }
}

/// The first two numbers of the first word that begins with one: `v20.1.0`, `Python 3.11.7`.
fn parse_version(text: &str) -> Option<(u32, u32)> {
    text.split_whitespace().find_map(|word| {
        let mut numbers = word.trim_start_matches('v').split('.');
        let major = numbers.next()?.parse().ok()?;
        let minor = numbers.next()?.parse().ok()?;
        Some((major, minor))
    })
}

/// The Rust compiler.
#[derive(Clone)]
pub struct Rustc {
    /// `1.95.0`.
    pub release: String,
    /// Everything that `rustc -vV` says: a library fits one compiler only.
    pub identity: String,
    pub sysroot: PathBuf,
}

/// Asks the Rust compiler that cargo uses.
///
/// # Errors
/// When it does not run.
pub fn rustc() -> Result<Rustc> {
    let identity = process::read(Command::new("rustc").arg("-vV"))?;
    let release = identity
        .lines()
        .find_map(|line| line.strip_prefix("release: "))
        .context("rustc -vV names no release")?
        .to_owned();
    let sysroot = process::read(Command::new("rustc").args(["--print", "sysroot"]))?;
    let sysroot = PathBuf::from(sysroot.trim());
    Ok(Rustc {
        release,
        identity,
        sysroot,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_programs_print_them() {
        assert_eq!(parse_version("Python 3.11.7"), Some((3, 11)));
        assert_eq!(parse_version("v20.20.1"), Some((20, 20)));
        assert_eq!(
            parse_version("rustc 1.95.0 (59807616e 2026-04-14)"),
            Some((1, 95))
        );
        assert_eq!(parse_version("GNU Make 4.3"), Some((4, 3)));
        assert_eq!(parse_version("no number"), None);
    }

    #[test]
    fn every_program_is_looked_for_where_the_shell_would() {
        assert!(find("sh").is_some_and(|path| path.is_absolute()));
        assert_eq!(find("there-is-no-such-program"), None);
    }
}
