//! The browser that tests and measurements use.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// Where Debian's package `chromium` puts the browser.
const CHROMIUM: &str = "/usr/bin/chromium";

/// Installs Chromium, unless it is there already.
///
/// # Errors
/// When it is not there and cannot be installed.
pub fn ensure() -> Result<()> {
    if Path::new(CHROMIUM).exists() {
        return Ok(());
    }
    let install = "apt-get install --yes --no-install-recommends chromium";
    let help = || {
        format!(
            "{CHROMIUM} is missing; install it as root with \
             `apt-get update && {install}`"
        )
    };
    let Some(prefix) = root_prefix() else {
        bail!(help());
    };
    for line in ["apt-get update", install] {
        eprintln!("installing Chromium: {line}");
        let mut words = prefix.iter().copied().chain(line.split(' '));
        let program = words.next().context("an empty command")?;
        process::run_quietly(
            Command::new(program)
                .args(words)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
        .with_context(help)?;
    }
    Ok(())
}

/// What makes a command run as root, if that is possible without asking for a password.
fn root_prefix() -> Option<&'static [&'static str]> {
    let succeeds = |program: &str, arguments: &[&str]| {
        process::read(Command::new(program).args(arguments)).ok()
    };
    if succeeds("id", &["-u"])?.trim() == "0" {
        return Some(&[]);
    }
    succeeds("sudo", &["--non-interactive", "true"])?;
    Some(&["sudo", "--non-interactive"])
}
