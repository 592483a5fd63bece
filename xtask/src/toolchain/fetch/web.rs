//! A file's home on the web.

use std::path::Path;
use std::process::Command;

use anyhow::anyhow;

use super::Refusal;
use crate::toolchain::machine;
use crate::toolchain::pins::Artifact;
use crate::toolchain::progress::Progress;

/// Downloads from the file's home.
pub fn download(
    artifact: &Artifact,
    address: &str,
    to: &Path,
    progress: &Progress,
) -> Result<String, Refusal> {
    if machine::find("curl").is_none() {
        return Err(Refusal::new(
            address,
            anyhow!("there is no curl to download it with"),
        ));
    }
    let mut curl = Command::new("curl");
    curl.args(["--fail", "--location", "--silent", "--show-error"])
        .args([
            "--connect-timeout",
            "15",
            "--speed-limit",
            "1000",
            "--speed-time",
            "30",
        ])
        .arg("--output")
        .arg(to)
        .arg(address);
    super::transfer::run(&mut curl, artifact, to, progress)
        .map_err(|reason| Refusal::new(address, reason))?;
    Ok(address.to_owned())
}
