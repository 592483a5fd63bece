//! Modules of Python tests, run by `unittest` inside the runtime: one Node process for each module.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::tally::Tally;
use crate::{process, project};

/// One module of tests and how to run it. The runner reads it as JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Job {
    /// The module's name: `test.test_re`.
    pub module: String,
    /// Folders of this machine by the path that the module sees.
    pub mounts: BTreeMap<String, PathBuf>,
    /// Ends of the names of tests that are left out: `ReTests.test_x`, `ReTests`.
    pub excluded: Vec<String>,
    /// The time after which the module counts as hanging.
    #[serde(skip)]
    pub limit: Duration,
}

/// What the runner says in the last line of its output.
#[derive(Debug, Deserialize)]
struct Report {
    passed: usize,
    skipped: usize,
    /// The names of the tests that failed.
    failed: Vec<String>,
    /// Exclusions that no test answered to: the list is out of date.
    unused: Vec<String>,
}

/// What the report's line starts with.
const REPORT: &str = "JASPY-REPORT ";

/// Runs each job in a Node process of its own, as many at a time as there are processors.
///
/// # Errors
/// When Node cannot be started.
pub fn run(jobs: &[Job]) -> Result<Tally> {
    let logs = project::build_dir().join("guest-tests");
    fs::create_dir_all(&logs)?;
    let waiting = Mutex::new(jobs.iter());
    let total = Mutex::new(Tally::default());
    let workers = std::thread::available_parallelism()?.get();
    std::thread::scope(|scope| {
        let work = || -> Result<()> {
            while let Some(job) = take(&waiting)? {
                let tally = run_job(job, &logs.join(format!("{}.log", job.module)))?;
                *total
                    .lock()
                    .map_err(|_| anyhow::anyhow!("another worker failed"))? += tally;
            }
            Ok(())
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker
                .join()
                .map_err(|_| anyhow::anyhow!("a worker panicked"))??;
        }
        anyhow::Ok(())
    })?;
    total.into_inner().context("a worker panicked")
}

fn take<'a, T>(waiting: &Mutex<impl Iterator<Item = &'a T>>) -> Result<Option<&'a T>> {
    let mut waiting = waiting
        .lock()
        .map_err(|_| anyhow::anyhow!("another worker failed"))?;
    Ok(waiting.next())
}

fn run_job(job: &Job, log: &std::path::Path) -> Result<Tally> {
    let start = std::time::Instant::now();
    let mut node = Command::new("node");
    node.arg(
        project::root()
            .join("tests")
            .join("cpython")
            .join("run.mjs"),
    )
    .arg(project::dist())
    .arg(serde_json::to_string(job)?);
    let status = process::run_into_log(&mut node, log, job.limit)?;
    let output = String::from_utf8_lossy(&fs::read(log)?).into_owned();
    let report = output
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix(REPORT))
        .map(serde_json::from_str::<Report>)
        .transpose()?;
    let (tally, problem) = match (status, report) {
        (None, _) => (
            Tally::failure(),
            format!("no end after {} s", job.limit.as_secs()),
        ),
        (Some(status), None) => (
            Tally::failure(),
            format!("ended with {status} and no report"),
        ),
        (Some(_), Some(report)) => judge(report),
    };
    let seconds = start.elapsed().as_secs_f64();
    // One call, so that lines of two workers do not mix.
    println!("{}: {tally} ({seconds:.1} s){problem}", job.module);
    if tally.failed > 0 {
        eprintln!("{}\n(all of it: {})", tail(&output), log.display());
    }
    Ok(tally)
}

fn judge(report: Report) -> (Tally, String) {
    let mut failed = report.failed.len() + report.unused.len();
    let mut problem = String::new();
    if report.passed + failed == 0 {
        failed = 1;
        problem.push_str("\n  no test of it can run here: such a module proves nothing");
    }
    for name in &report.failed {
        problem.push_str(&format!("\n  failed: {name}"));
    }
    for name in &report.unused {
        problem.push_str(&format!("\n  excluded, but there is no such test: {name}"));
    }
    let tally = Tally {
        passed: report.passed,
        failed,
        skipped: report.skipped,
    };
    (tally, problem)
}

/// The end of a log, which is where the reason stands.
fn tail(output: &str) -> String {
    let lines: Vec<&str> = output
        .lines()
        .filter(|line| !line.starts_with(REPORT))
        .collect();
    lines[lines.len().saturating_sub(40)..].join("\n")
}
