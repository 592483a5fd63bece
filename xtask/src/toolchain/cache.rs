//! The cache folder and its lock.

use std::env;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folder that all parts of the toolchain live in: `JASPY_CACHE`, else `~/.cache/jaspy`.
///
/// # Errors
/// When neither it nor the home folder is known.
pub fn folder() -> Result<PathBuf> {
    let folder = match env::var_os("JASPY_CACHE").filter(|path| !path.is_empty()) {
        Some(path) => PathBuf::from(path),
        None => env::home_dir()
            .context("there is no home folder for the cache: name a folder by JASPY_CACHE")?
            .join(".cache")
            .join("jaspy"),
    };
    // Parts remember where they were made, so that the path must not depend on today's folder.
    Ok(env::current_dir()?.join(folder))
}

/// The right to change the cache, which one process has at a time.
///
/// The programs that it starts inherit the lock (see [`super::work`]), so that what an interrupted
/// run has left running still keeps others away.
pub struct Lock {
    file: File,
}

impl Lock {
    /// Waits for the lock of the cache in `folder`.
    ///
    /// # Errors
    /// When the folder or the lock file cannot be made.
    pub fn take(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create the cache folder {}", folder.display()))?;
        let path = folder.join("lock");
        let locked = || format!("cannot lock {}", path.display());
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .with_context(locked)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                eprintln!(
                    "waiting for another process that changes {}",
                    folder.display()
                );
                file.lock().with_context(locked)?;
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(locked),
        }
        Ok(Self { file })
    }

    /// Another hold on the same lock: it ends when the last of them is closed.
    ///
    /// # Errors
    /// When the system has no more file descriptors.
    pub fn share(&self) -> Result<File> {
        self.file
            .try_clone()
            .context("cannot share the cache's lock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_started_under_the_lock_keeps_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = Lock::take(folder.path()).expect("locked");
        let shared = lock.share().expect("shared");
        drop(lock);
        let other = File::open(folder.path().join("lock")).expect("opened");
        assert!(matches!(other.try_lock(), Err(TryLockError::WouldBlock)));
        drop(shared);
        other.try_lock().expect("free now");
    }
}
