//! Unpacking the archives that parts come as.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use flate2::read::GzDecoder;
use liblzma::read::XzDecoder;

/// Unpacks the files of a Debian package.
///
/// # Errors
/// When the package is malformed or a file cannot be written.
pub fn unpack_deb(package: &Path, to: &Path) -> Result<()> {
    let failed = || format!("cannot unpack {}", package.display());
    let mut members = ar::Archive::new(open(package)?);
    while let Some(member) = members.next_entry() {
        let member = member.with_context(failed)?;
        match member.header().identifier() {
            b"data.tar.xz" => {
                let mut files = tar::Archive::new(XzDecoder::new_multi_decoder(member));
                return files.unpack(to).with_context(failed);
            }
            name if name.starts_with(b"data.tar") => {
                let name = String::from_utf8_lossy(name);
                bail!("{} holds {name}, expected data.tar.xz", package.display());
            }
            _ => {}
        }
    }
    bail!("{} holds no files", package.display())
}

/// Unpacks a tar archive whose first folder is left away.
///
/// # Errors
/// When the archive is malformed or a file cannot be written.
pub fn unpack_tar(archive: &Path, to: &Path) -> Result<()> {
    unpack_entries(archive, to, |path| {
        Some(path.components().skip(1).collect())
    })
}

/// Unpacks the folder `name` of a tar archive, which lies at its top or in its first folder.
///
/// # Errors
/// When the archive is malformed, has no such folder, or a file cannot be written.
pub fn unpack_folder(archive: &Path, name: &str, to: &Path) -> Result<()> {
    unpack_entries(archive, to, |path| {
        let depth = path
            .iter()
            .take(2)
            .position(|component| component == name)?;
        Some(path.components().skip(depth).collect())
    })
    .with_context(|| format!("expected a folder {name}"))
}

/// Unpacks the entries for which `place` gives a path in the folder `to`.
fn unpack_entries(
    archive: &Path,
    to: &Path,
    place: impl Fn(&Path) -> Option<PathBuf>,
) -> Result<()> {
    let failed = || format!("cannot unpack {}", archive.display());
    let mut tar = tar::Archive::new(decompressed(archive)?);
    fs::create_dir_all(to).with_context(failed)?;
    let mut count = 0_usize;
    for entry in tar.entries().with_context(failed)? {
        let mut entry = entry.with_context(failed)?;
        let path = entry.path().with_context(failed)?;
        let is_inside = |component| matches!(component, Component::Normal(_));
        // The archive was checked, yet nothing may ever be written outside of the folder.
        ensure!(
            path.components().all(is_inside),
            "{} has a bad path",
            archive.display()
        );
        let Some(place) = place(&path).filter(|place| !place.as_os_str().is_empty()) else {
            continue;
        };
        let target = to.join(place);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(failed)?;
        }
        entry.unpack(&target).with_context(failed)?;
        count += 1;
    }
    ensure!(count > 0, "{} has nothing to unpack", archive.display());
    Ok(())
}

fn decompressed(archive: &Path) -> Result<Box<dyn Read>> {
    let file = open(archive)?;
    let extension = archive.extension().and_then(|extension| extension.to_str());
    match extension {
        Some("xz") => Ok(Box::new(XzDecoder::new_multi_decoder(file))),
        Some("gz" | "crate") => Ok(Box::new(GzDecoder::new(file))),
        _ => bail!("{} is no archive of a known kind", archive.display()),
    }
}

fn open(path: &Path) -> Result<BufReader<File>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    Ok(BufReader::new(file))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn crate_archive(folder: &Path, entries: &[(&str, &str)]) -> PathBuf {
        let path = folder.join("tool-1.0.crate");
        let file = File::create(&path).expect("created");
        let mut tar = tar::Builder::new(flate2::write::GzEncoder::new(file, Default::default()));
        for (name, contents) in entries {
            let mut header = tar::Header::new_gnu();
            header.set_size(contents.len() as u64);
            header.set_mode(0o644);
            tar.append_data(&mut header, name, contents.as_bytes())
                .expect("added");
        }
        tar.into_inner()
            .expect("ended")
            .finish()
            .expect("compressed")
            .flush()
            .expect("written");
        path
    }

    #[test]
    fn a_folder_is_found_at_the_top_and_in_the_first_folder() {
        for root in ["", "tool-1.0/"] {
            let folder = tempfile::tempdir().expect("a folder");
            let (wanted, other) = (format!("{root}library/a.c"), format!("{root}doc/a.md"));
            let archive = crate_archive(folder.path(), &[(&wanted, "int a;"), (&other, "text")]);
            let target = folder.path().join("out");
            unpack_folder(&archive, "library", &target).expect("unpacked");
            assert_eq!(
                fs::read_to_string(target.join("library/a.c")).expect("read"),
                "int a;"
            );
            assert_eq!(fs::read_dir(&target).expect("read").count(), 1);
        }
    }

    #[test]
    fn the_first_folder_is_left_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = crate_archive(folder.path(), &[("tool-1.0/src/a.c", "int a;")]);
        let target = folder.path().join("out");
        unpack_tar(&archive, &target).expect("unpacked");
        assert_eq!(
            fs::read_to_string(target.join("src/a.c")).expect("read"),
            "int a;"
        );
    }

    #[test]
    fn an_archive_without_what_was_asked_for_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = crate_archive(folder.path(), &[("tool-1.0/doc/a.md", "text")]);
        let error = unpack_folder(&archive, "library", folder.path()).expect_err("refused");
        assert!(
            format!("{error:#}").contains("expected a folder library"),
            "{error:#}"
        );
    }

    #[test]
    fn a_cut_archive_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = crate_archive(folder.path(), &[("tool-1.0/a.c", &"int a;\n".repeat(500))]);
        let bytes = fs::read(&archive).expect("read");
        fs::write(&archive, &bytes[..bytes.len() / 2]).expect("cut");
        unpack_tar(&archive, &folder.path().join("out")).expect_err("refused");
    }
}
