//! A program that downloads a file, watched by the size that the file has reached.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::toolchain::pins::Artifact;
use crate::toolchain::progress::{Progress, size};

/// Runs a program that writes the file `to`.
///
/// # Errors
/// When it cannot be started or fails; the error holds what it wrote to standard error.
pub fn run(
    command: &mut Command,
    artifact: &Artifact,
    to: &Path,
    progress: &Progress,
) -> Result<()> {
    let start = Instant::now();
    let bar = progress.transfer(&artifact.name, artifact.bytes);
    // What an interrupted download left behind.
    if to.exists() {
        fs::remove_file(to)?;
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
    while child.try_wait()?.is_none() {
        bar.arrived(fs::metadata(to).map_or(0, |metadata| metadata.len()));
        std::thread::sleep(Duration::from_millis(50));
    }
    let output = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{}", said.trim());
    let took = start.elapsed().as_secs_f64();
    bar.end(&format!("fetched {} in {took:.1} s", size(artifact.bytes)));
    Ok(())
}
