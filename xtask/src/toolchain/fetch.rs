//! Getting a file from the first place that has it: what was fetched before, the mirror folder, its
//! home on the web, the machine's own Debian archive.
//!
//! Whatever the place, a file is used only when its checksum is the pinned one. A file in the mirror
//! with another checksum ends the set-up instead of being passed over: somebody put it there to be
//! used, and has to know that it is damaged.

mod debian;
mod transfer;
mod web;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use super::checksum::{self, Mismatch};
use super::pins::Artifact;
use super::progress::Progress;
use crate::project;

/// The places that files come from.
pub struct Fetcher {
    mirror: Option<PathBuf>,
    downloads: PathBuf,
    progress: Progress,
}

/// A file with the right checksum.
#[derive(Clone, Debug)]
pub struct Fetched {
    pub path: PathBuf,
    /// Where it came from.
    pub origin: String,
}

/// Why a place did not give a file.
#[derive(Debug)]
struct Refusal {
    place: String,
    reason: anyhow::Error,
}

impl Fetcher {
    /// The places of this machine. Downloads are kept in `cache`.
    pub fn new(cache: &Path, progress: Progress) -> Self {
        Self::with_mirror(mirror(), cache, progress)
    }

    fn with_mirror(mirror: Option<PathBuf>, cache: &Path, progress: Progress) -> Self {
        let downloads = cache.join("downloads");
        Self {
            mirror,
            downloads,
            progress,
        }
    }

    /// Gets a file that is there already or in the mirror.
    ///
    /// # Errors
    /// [`Mismatch`] when the mirror's file is damaged.
    pub fn at_hand(&self, artifact: &Artifact) -> Result<Option<Fetched>> {
        if let Some(fetched) = self.fetched_before(artifact) {
            return Ok(Some(fetched));
        }
        match &artifact.mirror {
            Some(name) => Ok(self.in_mirror(artifact, name)?.ok()),
            None => Ok(None),
        }
    }

    /// Gets a file from the first place that has it.
    ///
    /// # Errors
    /// Names each place and why it did not give the file; or [`Mismatch`] as [`Self::at_hand`].
    pub fn get(&self, artifact: &Artifact) -> Result<Fetched> {
        if let Some(fetched) = self.fetched_before(artifact) {
            return Ok(fetched);
        }
        let mut refusals = Vec::new();
        if let Some(name) = &artifact.mirror {
            match self.in_mirror(artifact, name)? {
                Ok(fetched) => return Ok(fetched),
                Err(refusal) => refusals.push(refusal),
            }
        }
        let downloads: [(&Option<String>, Download); 2] = [
            (&artifact.public, web::download),
            (&artifact.pool, debian::download),
        ];
        for (address, download) in downloads {
            let Some(address) = address else { continue };
            match self.by_download(artifact, address, download) {
                Ok(fetched) => return Ok(fetched),
                Err(refusal) => refusals.push(refusal),
            }
        }
        Err(not_found(artifact, &refusals))
    }

    fn fetched_before(&self, artifact: &Artifact) -> Option<Fetched> {
        let path = self.download_path(artifact).ok()?;
        let origin = fs::read_to_string(origin_path(&path)).ok()?;
        checksum::verify(&path, &artifact.sha256).ok()?;
        Some(Fetched { path, origin })
    }

    fn in_mirror(&self, artifact: &Artifact, name: &str) -> Result<Result<Fetched, Refusal>> {
        let Some(mirror) = &self.mirror else {
            let reason = anyhow!("JASPY_MIRROR is not set and ../shared/mirror does not exist");
            return Ok(Err(Refusal::new("mirror folder", reason)));
        };
        let path = mirror.join(name);
        if !path.exists() {
            let reason = match mirror.is_dir() {
                true => anyhow!("it has no file {name}"),
                false => anyhow!("there is no such folder"),
            };
            let place = format!("mirror folder {}", mirror.display());
            return Ok(Err(Refusal::new(place, reason)));
        }
        checksum::verify(&path, &artifact.sha256)
            .context("a file of the mirror is damaged: get it again, or remove it")?;
        Ok(Ok(Fetched {
            path,
            origin: "mirror".to_owned(),
        }))
    }

    fn by_download(
        &self,
        artifact: &Artifact,
        address: &str,
        download: Download,
    ) -> Result<Fetched, Refusal> {
        let path = self
            .download_path(artifact)
            .map_err(|reason| Refusal::new("downloads", reason))?;
        let unfinished = path.with_added_extension("unfinished");
        let arrived = download(artifact, address, &unfinished, &self.progress)?;
        self.accept(artifact, &unfinished, &path, &arrived)
            .map_err(|reason| Refusal::new(arrived, reason))
    }

    /// Takes a downloaded file in when it is the right one, and removes it when it is not.
    fn accept(
        &self,
        artifact: &Artifact,
        unfinished: &Path,
        path: &Path,
        origin: &str,
    ) -> Result<Fetched> {
        if let Err(mismatch) = checksum::verify(unfinished, &artifact.sha256) {
            fs::remove_file(unfinished)?;
            return Err(mismatch);
        }
        fs::write(origin_path(path), origin)?;
        fs::rename(unfinished, path)?;
        let (path, origin) = (path.to_owned(), origin.to_owned());
        Ok(Fetched { path, origin })
    }

    fn download_path(&self, artifact: &Artifact) -> Result<PathBuf> {
        fs::create_dir_all(&self.downloads)
            .with_context(|| format!("cannot create {}", self.downloads.display()))?;
        let places = [&artifact.mirror, &artifact.public, &artifact.pool];
        let place = places.into_iter().flatten().next();
        let name = place.and_then(|place| place.rsplit('/').next());
        Ok(self
            .downloads
            .join(name.context("a file that has no place")?))
    }
}

/// Gets a file from an address, puts it under the given path, and names the place it came from.
type Download = fn(&Artifact, &str, &Path, &Progress) -> Result<String, Refusal>;

impl Refusal {
    fn new(place: impl Into<String>, reason: impl Into<anyhow::Error>) -> Self {
        let (place, reason) = (place.into(), reason.into());
        Self { place, reason }
    }
}

/// The mirror folder: the one that is named, else the one beside the repository if it is there.
pub fn mirror() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("JASPY_MIRROR").filter(|path| !path.is_empty()) {
        return Some(PathBuf::from(folder));
    }
    let beside = project::root().parent()?.join("shared").join("mirror");
    beside.is_dir().then_some(beside)
}

/// Whether the error says that a file had a wrong checksum.
pub fn is_mismatch(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Mismatch>().is_some()
}

fn origin_path(download: &Path) -> PathBuf {
    download.with_added_extension("origin")
}

fn not_found(artifact: &Artifact, refusals: &[Refusal]) -> anyhow::Error {
    let mut text = format!("cannot get {}; these places were asked", artifact.name);
    for Refusal { place, reason } in refusals {
        // Long answers of other programs are indented like the first line.
        let reason = format!("{reason:#}").replace('\n', "\n      ");
        text.push_str(&format!("\n  - {place}: {reason}"));
    }
    if let Some(name) = &artifact.mirror {
        text.push_str(&format!(
            "\n  Put the file with SHA-256 {} into a folder as {name} and name the folder by \
             JASPY_MIRROR.",
            artifact.sha256
        ));
    }
    anyhow!(text)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::toolchain::pins::Checksum;

    const CONTENTS: &str = "the real file";

    struct Places {
        mirror: TempDir,
        cache: TempDir,
    }

    impl Places {
        fn new() -> Self {
            let folder = || tempfile::tempdir().expect("a folder");
            Self {
                mirror: folder(),
                cache: folder(),
            }
        }

        fn fetcher(&self) -> Fetcher {
            let mirror = Some(self.mirror.path().to_owned());
            Fetcher::with_mirror(mirror, self.cache.path(), Progress::new())
        }

        fn put(&self, contents: &str) -> PathBuf {
            let path = self.mirror.path().join("tool.tar");
            fs::write(&path, contents).expect("written");
            path
        }
    }

    /// A file that only the mirror has: tests reach no network.
    fn artifact() -> Artifact {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("original");
        fs::write(&path, CONTENTS).expect("written");
        Artifact {
            name: "the tool".to_owned(),
            mirror: Some("tool.tar".to_owned()),
            public: None,
            pool: None,
            bytes: CONTENTS.len() as u64,
            sha256: checksum::of_file(&path).expect("hashed"),
        }
    }

    #[test]
    fn a_file_of_the_mirror_is_used_where_it_is() {
        let places = Places::new();
        let path = places.put(CONTENTS);
        let fetched = places.fetcher().get(&artifact()).expect("fetched");
        assert_eq!((fetched.path, fetched.origin.as_str()), (path, "mirror"));
    }

    #[test]
    fn a_flipped_byte_in_the_mirror_is_named_and_nothing_else_is_tried() {
        let places = Places::new();
        let path = places.put("the reaL file");
        let error = places.fetcher().get(&artifact()).expect_err("refused");
        assert!(is_mismatch(&error));
        let text = format!("{error:#}");
        let found = checksum::of_file(&path).expect("hashed");
        for part in [
            &path.display().to_string(),
            artifact().sha256.as_str(),
            found.as_str(),
        ] {
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn a_file_that_nobody_has_names_each_place_and_what_to_do() {
        let places = Places::new();
        let error = places.fetcher().get(&artifact()).expect_err("refused");
        assert!(!is_mismatch(&error));
        let text = error.to_string();
        for part in ["the tool", "no file tool.tar", "JASPY_MIRROR"] {
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn a_download_is_kept_and_checked_again_when_it_is_used_again() {
        let places = Places::new();
        let fetcher = places.fetcher();
        let download: Download = |_, _, path, _| {
            fs::write(path, CONTENTS).map_err(|error| Refusal::new("test", error))?;
            Ok("test".to_owned())
        };
        let fetched = fetcher
            .by_download(&artifact(), "address", download)
            .expect("downloaded");
        let again = fetcher.get(&artifact()).expect("kept");
        assert_eq!(
            (again.path, again.origin),
            (fetched.path.clone(), "test".to_owned())
        );

        fs::write(&fetched.path, "the reaL file").expect("written");
        fetcher
            .get(&artifact())
            .expect_err("a damaged download is not used");
    }

    #[test]
    fn a_download_with_a_wrong_checksum_is_removed() {
        let places = Places::new();
        let fetcher = places.fetcher();
        let download: Download = |_, _, path, _| {
            fs::write(path, "<html>").map_err(|error| Refusal::new("test", error))?;
            Ok("test".to_owned())
        };
        let refusal = fetcher
            .by_download(&artifact(), "address", download)
            .expect_err("refused");
        assert!(is_mismatch(&refusal.reason));
        let left = fs::read_dir(places.cache.path().join("downloads"))
            .expect("read")
            .count();
        assert_eq!(left, 0);
    }

    #[test]
    fn pinned_checksums_are_what_the_files_are_checked_against() {
        let other = Checksum::new("0".repeat(64)).expect("a checksum");
        let places = Places::new();
        places.put(CONTENTS);
        let artifact = Artifact {
            sha256: other,
            ..artifact()
        };
        assert!(is_mismatch(
            &places.fetcher().get(&artifact).expect_err("refused")
        ));
    }
}
