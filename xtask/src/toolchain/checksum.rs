//! SHA-256 of files, checked before they are used.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::pins::Checksum;

/// A file that is not the one that was asked for.
#[derive(Debug)]
pub struct Mismatch {
    pub path: PathBuf,
    pub expected: Checksum,
    pub found: Checksum,
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            formatter,
            "{} has a wrong checksum and is not used",
            self.path.display()
        )?;
        writeln!(formatter, "  expected SHA-256 {}", self.expected)?;
        write!(formatter, "  found    SHA-256 {}", self.found)
    }
}

impl std::error::Error for Mismatch {}

/// The SHA-256 of a file's contents.
///
/// # Errors
/// When the file cannot be read.
pub fn of_file(path: &Path) -> Result<Checksum> {
    let read = || format!("cannot read {}", path.display());
    let mut file = File::open(path).with_context(read)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut buffer).with_context(read)?;
        if count == 0 {
            break;
        }
        hash.update(&buffer[..count]);
    }
    Checksum::new(hex(&hash.finalize())).map_err(anyhow::Error::msg)
}

/// The first `digits` hexadecimal digits of the SHA-256 of `texts`, each ended by a zero byte.
pub fn short(texts: &[&str], digits: usize) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    let mut text = hex(&hash.finalize());
    text.truncate(digits);
    text
}

/// Says whether the file is the one that is `expected`.
///
/// # Errors
/// [`Mismatch`] when it is another one; or the file cannot be read.
pub fn verify(path: &Path, expected: &Checksum) -> Result<()> {
    let found = of_file(path)?;
    if found == *expected {
        return Ok(());
    }
    let path = path.to_owned();
    let expected = expected.clone();
    Err(Mismatch {
        path,
        expected,
        found,
    }
    .into())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The SHA-256 of "abc" that FIPS 180 gives as an example.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn a_file_hashes_to_the_value_of_the_standard() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("abc");
        fs::write(&file, "abc").expect("written");
        let expected = Checksum::new(ABC.to_owned()).expect("a checksum");
        assert_eq!(of_file(&file).expect("read"), expected);
        verify(&file, &expected).expect("the file is the one");
    }

    #[test]
    fn a_flipped_byte_names_the_file_and_both_hashes() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("abc");
        fs::write(&file, "abb").expect("written");
        let expected = Checksum::new(ABC.to_owned()).expect("a checksum");
        let message = verify(&file, &expected).expect_err("refused").to_string();
        let found = of_file(&file).expect("read");
        assert!(message.contains("abc"), "{message}");
        assert!(message.contains(ABC), "{message}");
        assert!(message.contains(found.as_str()), "{message}");
    }

    #[test]
    fn texts_that_join_alike_have_different_keys() {
        assert_ne!(short(&["ab", "c"], 10), short(&["a", "bc"], 10));
    }
}
