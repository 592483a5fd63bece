//! The making of one part: programs that write into a log, and what a person sees meanwhile.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::cache::Lock;
use super::machine;
use super::part::{Part, State};
use super::progress::{Activity, Progress, size};

/// Variables of the caller's environment that would change what the programs do.
const FOREIGN: [&str; 22] = [
    "AR",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_TARGET_DIR",
    "CC",
    "CFLAGS",
    "CONFIG_SITE",
    "CPPFLAGS",
    "CXX",
    "CXXFLAGS",
    "EMCC_CFLAGS",
    "LD",
    "LDFLAGS",
    "LD_LIBRARY_PATH",
    "LIBS",
    "MAKEFLAGS",
    "NM",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "RANLIB",
    "RUSTFLAGS",
];

/// How many lines of a log are shown when its step fails.
const LAST_LINES: usize = 25;

/// How often a running program is looked at.
const PAUSE: Duration = Duration::from_millis(50);

/// What all parts are made under.
pub struct Workshop {
    pub cache: PathBuf,
    pub progress: Progress,
    lock: Lock,
    /// Set when a part failed: whatever else runs is of no use any more.
    failed: AtomicBool,
}

/// The making of one part.
pub struct Work<'a> {
    pub workshop: &'a Workshop,
    pub part: &'a Part,
    log: PathBuf,
    activity: Activity,
}

impl Workshop {
    /// Waits until nobody else changes the cache.
    ///
    /// # Errors
    /// When the cache folder cannot be used.
    pub fn open(cache: &Path, progress: Progress) -> Result<Self> {
        Ok(Self {
            cache: cache.to_owned(),
            lock: Lock::take(cache)?,
            progress,
            failed: AtomicBool::new(false),
        })
    }

    /// Makes `part` by `make`, which gives where it came from, unless it is finished already.
    ///
    /// # Errors
    /// What `make` gives, with the end of the log.
    pub fn make(&self, part: &Part, make: impl FnOnce(&Work) -> Result<String>) -> Result<()> {
        if part.is_finished() {
            return Ok(());
        }
        self.make_unfinished(part, make)
            .inspect_err(|_| self.failed.store(true, Ordering::SeqCst))
    }

    fn make_unfinished(
        &self,
        part: &Part,
        make: impl FnOnce(&Work) -> Result<String>,
    ) -> Result<()> {
        let title = format!("{} {}", part.title, part.version);
        if let State::Unfinished(reason) = part.state() {
            self.progress
                .say(&format!("{title}: starting again, for {reason}"));
        }
        let start = Instant::now();
        part.begin()?;
        let work = Work {
            workshop: self,
            part,
            log: self.new_log(part)?,
            activity: self.progress.activity(&title),
        };
        let origin = make(&work).with_context(|| format!("cannot make {title}"))?;
        let stamp = part.finish(origin, start.elapsed().as_secs_f64())?;
        work.activity.end(&format!(
            "finished in {:.0} s, {}, from {}",
            stamp.seconds,
            size(stamp.bytes),
            stamp.origin
        ));
        Ok(())
    }

    fn new_log(&self, part: &Part) -> Result<PathBuf> {
        let folder = self.cache.join("logs");
        fs::create_dir_all(&folder)?;
        let log = folder.join(part.key()).with_added_extension("log");
        File::create(&log).with_context(|| format!("cannot create {}", log.display()))?;
        Ok(log)
    }
}

impl Work<'_> {
    /// The folder that the part is made in.
    pub fn folder(&self) -> &Path {
        self.part.folder()
    }

    /// Says what is being done now.
    pub fn step(&self, text: &str) {
        self.activity.step(text);
    }

    /// Runs a program to its end.
    ///
    /// # Errors
    /// When it cannot be started or ends with a failure, or another part failed meanwhile.
    pub fn run(&self, command: &mut Command) -> Result<()> {
        let shown = describe(command);
        let mut log = OpenOptions::new().append(true).open(&self.log)?;
        writeln!(log, "$ {shown}")?;
        let status = self.wait(command, log)?;
        if status.success() {
            return Ok(());
        }
        bail!(
            "{shown} ended with {status}; the end of its log {}:\n{}",
            self.log.display(),
            last_lines(&self.log)?
        )
    }

    /// Runs `commands` side by side, as many as the machine has cores.
    ///
    /// # Errors
    /// As [`Self::run`]; the first failure.
    pub fn run_all(&self, commands: Vec<Command>) -> Result<()> {
        let jobs = machine::jobs().min(commands.len()).max(1);
        let mut shares: Vec<Vec<Command>> = (0..jobs).map(|_| Vec::new()).collect();
        for (index, command) in commands.into_iter().enumerate() {
            shares[index % jobs].push(command);
        }
        std::thread::scope(|scope| {
            let run = |share: Vec<Command>| {
                share
                    .into_iter()
                    .try_for_each(|mut command| self.run(&mut command))
            };
            let runs: Vec<_> = shares
                .into_iter()
                .map(|share| scope.spawn(move || run(share)))
                .collect();
            runs.into_iter().try_for_each(|run| joined(run.join()))
        })
    }

    fn wait(&self, command: &mut Command, log: File) -> Result<ExitStatus> {
        let mut bound = bound_to_this_process(command);
        for name in FOREIGN {
            if !command.get_envs().any(|(set, _)| set == name) {
                bound.env_remove(name);
            }
        }
        // The lock as its input: whatever outlives this process still holds the cache.
        bound
            .stdin(self.workshop.lock.share()?)
            .stdout(log.try_clone()?)
            .stderr(log);
        let mut child = bound
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            if self.workshop.failed.load(Ordering::SeqCst) {
                child.kill()?;
                child.wait()?;
                bail!("stopped, because another part failed");
            }
            std::thread::sleep(PAUSE);
        }
    }
}

/// What a thread gave, with a panic passed on to this one.
pub fn joined<T>(result: std::thread::Result<T>) -> T {
    result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The same command, ended by the system when this process is.
fn bound_to_this_process(command: &Command) -> Command {
    let mut bound = if machine::find("setpriv").is_some() {
        let mut bound = Command::new("setpriv");
        bound
            .args(["--pdeathsig", "TERM", "--"])
            .arg(command.get_program());
        bound
    } else {
        Command::new(command.get_program())
    };
    bound.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => bound.env(name, value),
            None => bound.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        bound.current_dir(folder);
    }
    // Standard input is set last, by the caller.
    bound.stdin(Stdio::null());
    bound
}

fn describe(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    // A list of sources is for the log; a person needs its beginning.
    if text.chars().count() > 300 {
        text = text.chars().take(300).collect::<String>() + " ...";
    }
    text
}

fn last_lines(log: &Path) -> Result<String> {
    let bytes = fs::read(log)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    ensure!(!lines.is_empty(), "{} is empty", log.display());
    Ok(lines[lines.len().saturating_sub(LAST_LINES)..].join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn workshop(cache: &Path) -> Workshop {
        Workshop::open(cache, Progress::new()).expect("opened")
    }

    fn tool(cache: &Path) -> Part {
        Part::new(cache, "tool", "the tool", "1", &[]).proof("tool")
    }

    #[test]
    fn a_finished_part_is_never_made_again() {
        let cache = tempfile::tempdir().expect("a folder");
        let workshop = workshop(cache.path());
        let part = tool(cache.path());
        let mut count = 0;
        for _ in 0..2 {
            workshop
                .make(&part, |work| {
                    count += 1;
                    work.run(shell("echo made > tool").current_dir(work.folder()))?;
                    Ok("here".to_owned())
                })
                .expect("made");
        }
        assert_eq!(count, 1);
    }

    #[test]
    fn a_failed_step_shows_the_end_of_its_log_and_is_made_again() {
        let cache = tempfile::tempdir().expect("a folder");
        let part = tool(cache.path());
        let error = workshop(cache.path())
            .make(&part, |work| {
                work.run(
                    shell("echo half > tool; echo no disk; exit 3").current_dir(work.folder()),
                )?;
                Ok("here".to_owned())
            })
            .expect_err("failed");
        let text = format!("{error:#}");
        assert!(
            text.contains("no disk") && text.contains("exit status: 3"),
            "{text}"
        );
        assert!(!part.is_finished());
        workshop(cache.path())
            .make(&part, |work| {
                work.run(shell("test ! -e tool && echo whole > tool").current_dir(work.folder()))?;
                Ok("here".to_owned())
            })
            .expect("made");
        let made = fs::read_to_string(part.folder().join("tool")).expect("read");
        assert_eq!(made, "whole\n");
    }

    #[test]
    fn a_failure_stops_what_runs_beside_it() {
        let cache = tempfile::tempdir().expect("a folder");
        let workshop = workshop(cache.path());
        let slow = Part::new(cache.path(), "slow", "the slow one", "1", &[]);
        let start = Instant::now();
        std::thread::scope(|scope| {
            let slow = scope.spawn(|| {
                workshop.make(&slow, |work| {
                    work.run(&mut shell("sleep 60"))?;
                    Ok("here".to_owned())
                })
            });
            let bad = tool(cache.path());
            workshop
                .make(&bad, |_| bail!("no source"))
                .expect_err("failed");
            joined(slow.join()).expect_err("stopped");
        });
        assert!(start.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn flags_of_the_caller_do_not_reach_the_programs() {
        let cache = tempfile::tempdir().expect("a folder");
        let part = tool(cache.path());
        // The test's own process stands for the caller: cargo sets this variable for tests.
        assert!(std::env::var_os("LD_LIBRARY_PATH").is_some());
        workshop(cache.path())
            .make(&part, |work| {
                work.run(
                    shell("echo \"[$LD_LIBRARY_PATH$CFLAGS]\" > tool")
                        .env("CFLAGS", "-O2")
                        .current_dir(work.folder()),
                )?;
                Ok("here".to_owned())
            })
            .expect("made");
        let seen = fs::read_to_string(part.folder().join("tool")).expect("read");
        assert_eq!(seen, "[-O2]\n");
    }
}
