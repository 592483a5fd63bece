//! Running other programs, with errors that say which one failed and how.

use std::fs::File;
use std::path::Path;
use std::process::{Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Runs `command` with this process's own streams.
///
/// # Errors
/// When the program cannot be started or ends with a failure.
pub fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("{} ended with {status}", describe(command));
    }
    Ok(())
}

/// Runs `command` with this process's own streams and gives how it ended.
///
/// # Errors
/// When the program cannot be started.
pub fn status(command: &mut Command) -> Result<ExitStatus> {
    command
        .status()
        .with_context(|| format!("cannot start {}", describe(command)))
}

/// Runs `command`, whose output is shown only when it fails.
///
/// # Errors
/// When the program cannot be started or ends with a failure; the error holds its output.
pub fn run_quietly(command: &mut Command) -> Result<()> {
    succeed(command).map(drop)
}

/// Runs `command` and gives what it wrote to its standard output.
///
/// # Errors
/// As [`run_quietly`], and when the output is no UTF-8.
pub fn read(command: &mut Command) -> Result<String> {
    let output = succeed(command)?;
    String::from_utf8(output.stdout)
        .with_context(|| format!("the output of {} is no UTF-8", describe(command)))
}

/// Runs `command`, which may end with a failure, and gives what it wrote to its standard output.
///
/// # Errors
/// When the program cannot be started or complains on its standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", describe(command)))?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    if !complaint.is_empty() {
        bail!("{} said {complaint}", describe(command));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Waits at most `limit` for `command`, which writes its output into the file `log`.
///
/// # Errors
/// When the log cannot be made or the program cannot be started. [`None`] says that it was ended
/// because it took too long.
pub fn run_into_log(
    command: &mut Command,
    log: &Path,
    limit: Duration,
) -> Result<Option<ExitStatus>> {
    let file = File::create(log).with_context(|| format!("cannot create {}", log.display()))?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .spawn()
        .with_context(|| format!("cannot start {}", describe(command)))?;
    let end = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= end {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn succeed(command: &mut Command) -> Result<Output> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", describe(command)))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}\n{}{}",
            describe(command),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(output)
}

fn describe(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}
