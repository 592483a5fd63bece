//! The Debian archive that this machine's apt uses.
//!
//! An archive keeps the packages of all its suites in one pool, so a file of another suite than the
//! machine's is there under its path. Nothing is installed, and apt's own state is not touched.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, anyhow, ensure};

use super::{Refusal, transfer};
use crate::process;
use crate::toolchain::pins::Artifact;
use crate::toolchain::progress::Progress;

/// apt's own downloader: it knows the machine's proxies and certificates.
const HELPER: &str = "/usr/lib/apt/apt-helper";

const PLACE: &str = "Debian archive of this machine's apt";

/// Downloads from the first archive that has the file.
pub fn download(
    artifact: &Artifact,
    pool: &str,
    to: &Path,
    progress: &Progress,
) -> Result<String, Refusal> {
    let archives = archives().map_err(|reason| Refusal::new(PLACE, reason))?;
    let mut reasons = Vec::new();
    for archive in archives {
        let mut helper = Command::new(HELPER);
        helper
            .arg("download-file")
            .arg(format!("{}/{pool}", archive.trim_end_matches('/')))
            .arg(to)
            .arg(format!("SHA256:{}", artifact.sha256));
        match transfer::run(&mut helper, artifact, to, progress) {
            Ok(()) => return Ok(PLACE.to_owned()),
            Err(reason) => reasons.push(failures(&format!("{reason:#}"))),
        }
    }
    let reasons = reasons.join("\n");
    Err(Refusal::new(
        PLACE,
        anyhow!("it has no {pool} any more, or is out of reach\n{reasons}"),
    ))
}

/// What of apt's many words says why a file did not come.
fn failures(words: &str) -> String {
    let is_failure = |line: &&str| line.starts_with("E: Failed to fetch");
    let lines: Vec<&str> = words.lines().filter(is_failure).collect();
    match lines.is_empty() {
        true => words.to_owned(),
        false => lines.join("\n"),
    }
}

/// The addresses of the archives in apt's configuration.
fn archives() -> Result<Vec<String>> {
    ensure!(
        Path::new(HELPER).exists(),
        "there is no apt on this machine"
    );
    let format = "$(REPO_URI)";
    let targets = process::read(Command::new("apt-get").args([
        "indextargets",
        "--format",
        format,
        "Created-By: Packages",
    ]))?;
    let archives = distinct(&targets);
    ensure!(!archives.is_empty(), "apt has no archive configured");
    Ok(archives)
}

/// The lines in their order, each once.
fn distinct(lines: &str) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !seen.iter().any(|known| known == line) {
            seen.push(line.to_owned());
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_failure_only_the_reason_is_kept() {
        let words = "W: unsandboxed\nE: Failed to fetch a  404\nE: Download Failed";
        assert_eq!(failures(words), "E: Failed to fetch a  404");
        assert_eq!(failures("cannot start it"), "cannot start it");
    }

    #[test]
    fn each_archive_is_asked_once_and_in_the_order_of_apt() {
        let lines = "file:///b/\nfile:///a/\nfile:///b/\n\n";
        assert_eq!(distinct(lines), ["file:///b/", "file:///a/"]);
    }
}
