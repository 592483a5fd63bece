//! CPython's own tests, run on the built runtime.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::guest::{self, Job};
use super::tally::Tally;
use crate::project;
use crate::toolchain::Toolchain;

/// `tests/cpython/modules.toml`: the modules that must pass.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    module: Vec<Module>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Module {
    name: String,
    /// Whether the module runs each time the tests run.
    #[serde(default)]
    short: bool,
    #[serde(default = "Module::limit")]
    limit_seconds: u64,
    #[serde(default)]
    exclude: Vec<Exclusion>,
}

/// A class or a test that does not run, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exclusion {
    test: String,
    #[expect(
        dead_code,
        reason = "read by people; required so that none is left out"
    )]
    reason: String,
}

impl Module {
    fn limit() -> u64 {
        300
    }

    fn unlisted(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            short: false,
            limit_seconds: Self::limit(),
            exclude: Vec::new(),
        }
    }
}

/// Runs the modules named, `all` that are listed, or the short list if none is named.
///
/// # Errors
/// When the list cannot be read or Node cannot be started.
pub fn run(toolchain: &Toolchain, names: &[String]) -> Result<Tally> {
    let modules = choose(list()?, names);
    let tests = toolchain.python_lib_dir().join("test");
    let jobs: Vec<Job> = modules
        .into_iter()
        .map(|module| Job {
            module: format!("test.{}", module.name),
            mounts: BTreeMap::from([("/lib/python3.13/test".to_owned(), tests.clone())]),
            excluded: module
                .exclude
                .into_iter()
                .map(|exclusion| exclusion.test)
                .collect(),
            limit: Duration::from_secs(module.limit_seconds),
        })
        .collect();
    guest::run(&jobs)
}

fn list() -> Result<Vec<Module>> {
    let path = project::root()
        .join("tests")
        .join("cpython")
        .join("modules.toml");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let list: List =
        toml::from_str(&text).with_context(|| format!("cannot understand {}", path.display()))?;
    Ok(list.module)
}

fn choose(listed: Vec<Module>, names: &[String]) -> Vec<Module> {
    if names.is_empty() {
        return listed.into_iter().filter(|module| module.short).collect();
    }
    if names.iter().any(|name| name == "all") {
        return listed;
    }
    let mut listed: BTreeMap<String, Module> = listed
        .into_iter()
        .map(|module| (module.name.clone(), module))
        .collect();
    names
        .iter()
        .map(|name| name.strip_prefix("test.").unwrap_or(name))
        .map(|name| {
            listed
                .remove(name)
                .unwrap_or_else(|| Module::unlisted(name))
        })
        .collect()
}
