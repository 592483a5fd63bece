//! What the toolchain is made of: versions, files and checksums, read from `xtask/toolchain.toml`.

use std::fmt;

use anyhow::{Context, Result};
use serde::{Deserialize, Deserializer};

/// The contents of `xtask/toolchain.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pins {
    pub cpython: CPython,
    pub rust: Rust,
    pub wasm_bindgen: WasmBindgen,
    pub c_libraries: CLibraries,
    pub emscripten: Emscripten,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CPython {
    pub version: String,
    pub source: Artifact,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rust {
    pub version: String,
    /// Any one of them will do.
    pub sources: Vec<Artifact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WasmBindgen {
    pub version: String,
    #[serde(rename = "crate")]
    pub cli: Crate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CLibraries {
    pub zlib: Crate,
    pub bzip2: Crate,
    pub xz: Crate,
    pub sqlite: Crate,
    pub libffi: Crate,
}

impl CLibraries {
    /// The crates that carry the sources.
    pub fn all(&self) -> [&Crate; 5] {
        [
            &self.zlib,
            &self.bzip2,
            &self.xz,
            &self.sqlite,
            &self.libffi,
        ]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emscripten {
    pub version: String,
    pub packages: Vec<Artifact>,
}

/// A file that the toolchain needs, and the places that may have it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Artifact {
    /// What a person calls it.
    pub name: String,
    /// Its path in the mirror folder.
    pub mirror: Option<String>,
    /// Its address on the web.
    pub public: Option<String>,
    /// Its path in a Debian archive.
    pub pool: Option<String>,
    pub bytes: u64,
    pub sha256: Checksum,
}

/// A package of the crate registry that cargo fetches.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crate {
    pub name: String,
    pub version: String,
    pub sha256: Checksum,
}

/// A SHA-256: 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checksum(String);

impl Checksum {
    /// The checksum that `digits` spell.
    ///
    /// # Errors
    /// When they are not 64 lower-case hexadecimal digits.
    pub fn new(digits: String) -> Result<Self, String> {
        let is_digit = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() == 64 && digits.bytes().all(is_digit) {
            Ok(Self(digits))
        } else {
            Err(format!(
                "`{digits}` is no SHA-256: expected 64 lower-case hexadecimal digits"
            ))
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Checksum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        Self::new(digits).map_err(serde::de::Error::custom)
    }
}

/// Reads the pins that this tool was built with.
///
/// # Errors
/// When the data file is malformed.
pub fn load() -> Result<Pins> {
    toml::from_str(include_str!("../../toolchain.toml"))
        .context("xtask/toolchain.toml is malformed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_place_to_come_from() {
        let pins = load().expect("the data file reads");
        let artifacts = pins.emscripten.packages.iter().chain(&pins.rust.sources);
        for artifact in artifacts.chain([&pins.cpython.source]) {
            let places = [&artifact.mirror, &artifact.public, &artifact.pool];
            assert!(
                places.iter().any(|place| place.is_some()),
                "{}",
                artifact.name
            );
        }
    }

    #[test]
    fn a_checksum_with_a_wrong_digit_is_refused() {
        assert!(Checksum::new("0".repeat(64)).is_ok());
        assert!(Checksum::new("0".repeat(63)).is_err());
        assert!(Checksum::new("A".repeat(64)).is_err());
    }
}
