//! How many tests passed, failed and were skipped.

use std::fmt;
use std::ops::AddAssign;

use crate::failure;

/// Counts of one suite, or of several together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that did what they say.
    pub passed: usize,
    /// Tests that did not, and suites that could not run.
    pub failed: usize,
    /// Tests that do not apply here.
    pub skipped: usize,
}

impl Tally {
    /// One test that passed.
    pub fn success() -> Self {
        Self {
            passed: 1,
            ..Self::default()
        }
    }

    /// One test that failed, or a suite that could not run.
    pub fn failure() -> Self {
        Self {
            failed: 1,
            ..Self::default()
        }
    }

    /// Counts what a tool that gives only an exit code found.
    pub fn of(outcome: anyhow::Result<()>) -> Self {
        match outcome {
            Ok(()) => Self::success(),
            Err(error) => {
                failure::print(&error);
                Self::failure()
            }
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(formatter, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}
