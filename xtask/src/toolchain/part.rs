//! A part of the toolchain: a folder in the cache whose name says what it was made of, and a stamp
//! in it that is written last.
//!
//! Parts hold absolute paths (a compiler's loader, a prefix), so a part is made in its own place.
//! A folder without a stamp is what an interrupted step left: it is removed and made again.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::checksum;

const STAMP: &str = "stamp.json";

/// What a part is, where it lives and what it is made of.
#[derive(Clone)]
pub struct Part {
    /// What a person calls it.
    pub title: String,
    pub version: String,
    folder: PathBuf,
    /// Files that a finished part has: their absence means that somebody cleaned up by hand.
    proofs: Vec<String>,
}

/// What is written into a part's folder when it is finished.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Stamp {
    /// Where the part was made: one that was moved since holds wrong paths.
    pub folder: PathBuf,
    /// Where it came from.
    pub origin: String,
    pub seconds: f64,
    pub bytes: u64,
}

/// What is in a part's folder.
#[derive(Debug, PartialEq)]
pub enum State {
    Missing,
    /// There is something, but no step ended that made it as it is.
    Unfinished(String),
    Finished(Stamp),
}

impl Part {
    /// A part in the folder `cache`, whose name is made of `name`, `version` and a hash of
    /// everything in `recipe`.
    pub fn new(cache: &Path, name: &str, title: &str, version: &str, recipe: &[&str]) -> Self {
        let key = checksum::short(recipe, 10);
        Self {
            title: title.to_owned(),
            version: version.to_owned(),
            folder: cache.join(format!("{name}-{version}-{key}")),
            proofs: Vec::new(),
        }
    }

    /// Names a file that the finished part has.
    pub fn proof(mut self, path: &str) -> Self {
        self.proofs.push(path.to_owned());
        self
    }

    /// Where the part lives.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether some part, of whatever version, was finished in `folder`.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(STAMP).exists()
    }

    /// The name of its folder, which tells it from every other part and every other version.
    pub fn key(&self) -> String {
        let name = self.folder.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Looks what is there.
    pub fn state(&self) -> State {
        if !self.folder.exists() {
            return State::Missing;
        }
        let stamp = fs::read(self.folder.join(STAMP))
            .ok()
            .and_then(|text| serde_json::from_slice::<Stamp>(&text).ok());
        let Some(stamp) = stamp else {
            return State::Unfinished("its making was interrupted".to_owned());
        };
        if stamp.folder != self.folder {
            return State::Unfinished(format!("it was moved from {}", stamp.folder.display()));
        }
        match self
            .proofs
            .iter()
            .find(|proof| !self.folder.join(proof).exists())
        {
            Some(proof) => State::Unfinished(format!("it has no {proof} any more")),
            None => State::Finished(stamp),
        }
    }

    /// Whether there is nothing to do.
    pub fn is_finished(&self) -> bool {
        matches!(self.state(), State::Finished(_))
    }

    /// Makes an empty folder in which the part is then made.
    ///
    /// # Errors
    /// When what is there cannot be removed or the folder cannot be made.
    pub fn begin(&self) -> Result<()> {
        // The stamp goes first: a removal that is interrupted must not look like a finished part.
        let stamp = self.folder.join(STAMP);
        if stamp.exists() {
            fs::remove_file(&stamp)
                .with_context(|| format!("cannot remove {}", stamp.display()))?;
        }
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder)
                .with_context(|| format!("cannot remove {}", self.folder.display()))?;
        }
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("cannot create {}", self.folder.display()))
    }

    /// Marks the part as finished.
    ///
    /// # Errors
    /// When a file is missing that it must have, or the stamp cannot be written.
    pub fn finish(&self, origin: String, seconds: f64) -> Result<Stamp> {
        for proof in &self.proofs {
            ensure!(
                self.folder.join(proof).exists(),
                "{} has no {proof} in {}",
                self.title,
                self.folder.display()
            );
        }
        let stamp = Stamp {
            folder: self.folder.clone(),
            origin,
            seconds,
            bytes: size_of_folder(&self.folder)?,
        };
        // Under its name only when it is whole.
        let unfinished = self.folder.join("stamp.unfinished");
        fs::write(&unfinished, serde_json::to_vec_pretty(&stamp)?)?;
        fs::rename(&unfinished, self.folder.join(STAMP))?;
        Ok(stamp)
    }
}

/// The sum of the sizes of all files below `folder`.
fn size_of_folder(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in walkdir::WalkDir::new(folder) {
        let metadata = entry?.metadata()?;
        if metadata.is_file() {
            bytes += metadata.len();
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(cache: &Path) -> Part {
        Part::new(cache, "tool", "the tool", "1.0", &["-O2"]).proof("bin/tool")
    }

    fn make(part: &Part) {
        part.begin().expect("begun");
        fs::create_dir(part.folder().join("bin")).expect("a folder");
        fs::write(part.folder().join("bin/tool"), "12345").expect("written");
    }

    #[test]
    fn a_finished_part_says_where_it_came_from_and_how_big_it_is() {
        let cache = tempfile::tempdir().expect("a folder");
        let part = part(cache.path());
        assert_eq!(part.state(), State::Missing);
        make(&part);
        let stamp = part.finish("mirror".to_owned(), 1.5).expect("finished");
        assert_eq!(part.state(), State::Finished(stamp.clone()));
        assert_eq!((stamp.origin.as_str(), stamp.bytes), ("mirror", 5));
    }

    #[test]
    fn an_interrupted_part_is_made_again_from_nothing() {
        let cache = tempfile::tempdir().expect("a folder");
        let part = part(cache.path());
        make(&part);
        assert!(matches!(part.state(), State::Unfinished(_)));
        part.begin().expect("begun again");
        assert!(!part.folder().join("bin/tool").exists());
    }

    #[test]
    fn a_cut_stamp_is_no_stamp() {
        let cache = tempfile::tempdir().expect("a folder");
        let part = part(cache.path());
        make(&part);
        part.finish("mirror".to_owned(), 1.0).expect("finished");
        let stamp = part.folder().join(STAMP);
        let text = fs::read(&stamp).expect("read");
        fs::write(&stamp, &text[..text.len() / 2]).expect("written");
        assert!(matches!(part.state(), State::Unfinished(_)));
    }

    #[test]
    fn a_part_whose_program_was_removed_is_not_finished() {
        let cache = tempfile::tempdir().expect("a folder");
        let part = part(cache.path());
        make(&part);
        part.finish("mirror".to_owned(), 1.0).expect("finished");
        fs::remove_file(part.folder().join("bin/tool")).expect("removed");
        assert!(matches!(part.state(), State::Unfinished(reason) if reason.contains("bin/tool")));
    }

    #[test]
    fn a_part_in_a_moved_cache_is_not_finished() {
        let cache = tempfile::tempdir().expect("a folder");
        let before = part(&cache.path().join("before"));
        make(&before);
        before.finish("mirror".to_owned(), 1.0).expect("finished");
        fs::rename(cache.path().join("before"), cache.path().join("after")).expect("moved");
        let after = part(&cache.path().join("after"));
        assert!(matches!(after.state(), State::Unfinished(reason) if reason.contains("before")));
    }

    #[test]
    fn another_flag_or_version_is_another_part() {
        let cache = Path::new("cache");
        let key = |version, flag| Part::new(cache, "tool", "the tool", version, &[flag]).key();
        assert_ne!(key("1.0", "-O2"), key("1.0", "-O3"));
        assert_ne!(key("1.0", "-O2"), key("1.1", "-O2"));
        assert_eq!(key("1.0", "-O2"), key("1.0", "-O2"));
    }
}
