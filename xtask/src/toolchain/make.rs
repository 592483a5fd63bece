//! Making what is missing: first everything is fetched, so that what cannot be had is known at once;
//! then two rows of parts are made side by side.
//!
//! A configure script keeps one core busy for minutes, whatever the machine has; the other row fills
//! the rest meanwhile. CPython for wasm is what all waits for in the end, so what it does not need
//! runs in the background.

use std::sync::mpsc::{Receiver, Sender, channel};

use anyhow::{Result, anyhow};

use super::cpython::{native, source, wasm};
use super::fetch::Fetcher;
use super::plan::Plan;
use super::progress::Progress;
use super::work::{Workshop, joined};
use super::{c_libraries, emscripten, fetch, machine, wasm_bindgen};

/// Makes every part that is not finished.
///
/// # Errors
/// Every failure, when several parts fail.
pub fn missing_parts(plan: &Plan) -> Result<()> {
    let maker = Maker::open(plan)?;
    maker.fetch()?;
    maker.say_what_is_to_be_done();
    maker.make()
}

/// Fetches the files of all unfinished parts, and makes none.
///
/// # Errors
/// When a file is nowhere to be had.
pub fn fetch_only() -> Result<()> {
    machine::check()?;
    let plan = Plan::new()?;
    Maker::open(&plan)?.fetch()
}

struct Maker<'a> {
    plan: &'a Plan,
    fetcher: Fetcher,
    workshop: Workshop,
}

impl<'a> Maker<'a> {
    fn open(plan: &'a Plan) -> Result<Self> {
        emscripten::check_machine(&plan.emscripten, &plan.pins.emscripten.version)?;
        let progress = Progress::new();
        Ok(Self {
            workshop: Workshop::open(&plan.cache, progress.clone())?,
            fetcher: Fetcher::new(&plan.cache, progress),
            plan,
        })
    }

    /// Fetches what the unfinished parts come from. What is missing is named for all of them.
    fn fetch(&self) -> Result<()> {
        let plan = self.plan;
        let mut problems = Vec::new();
        if !plan.emscripten.part.is_finished() {
            let fetched = plan.emscripten.fetch(&plan.pins, &self.fetcher);
            problems.extend(fetched.err());
        }
        if !plan.rust_std.is_finished() {
            problems.extend(plan.rust_std.fetch(&plan.pins, &self.fetcher).err());
        }
        if !plan.cpython_source.is_finished() {
            problems.extend(self.fetcher.get(&plan.pins.cpython.source).err());
        }
        all_or_nothing(problems)
    }

    fn say_what_is_to_be_done(&self) {
        let missing: Vec<&str> = self
            .plan
            .parts()
            .into_iter()
            .filter(|part| !part.is_finished())
            .map(|part| part.title.as_str())
            .collect();
        let source = match fetch::mirror() {
            Some(folder) if folder.is_dir() => format!("mirror {}", folder.display()),
            _ => "no mirror".to_owned(),
        };
        self.workshop.progress.say(&format!(
            "making {} in {} ({source}; about 10 minutes and 1 GB for all parts)",
            missing.join(", "),
            self.plan.cache.display()
        ));
    }

    fn make(&self) -> Result<()> {
        let (native_is_there, native) = channel();
        let results = std::thread::scope(|scope| {
            let for_the_host = scope.spawn(|| self.make_for_the_host(native_is_there));
            let for_wasm = self.make_for_wasm(native);
            [joined(for_the_host.join()), for_wasm]
        });
        all_or_nothing(results.into_iter().filter_map(Result::err).collect())
    }

    fn make_for_the_host(&self, native_is_there: Sender<()>) -> Result<()> {
        let Self {
            plan,
            fetcher,
            workshop,
        } = self;
        workshop.make(&plan.cpython_source, |work| {
            source::make(work, &plan.pins, fetcher)
        })?;
        workshop.make(&plan.cpython_native, |work| {
            native::make(work, &plan.cpython_source)
        })?;
        // Nobody listens any more when the other row has failed.
        let _ = native_is_there.send(());
        if !plan.rust_std.is_finished() {
            let std = &plan.rust_std;
            workshop.make(&std.part, |work| std.make(work, &plan.pins, fetcher))?;
        }
        workshop.make(&plan.wasm_bindgen, |work| {
            wasm_bindgen::make(work, &plan.pins)
        })
    }

    fn make_for_wasm(&self, native: Receiver<()>) -> Result<()> {
        let Self {
            plan,
            fetcher,
            workshop,
        } = self;
        let emscripten = &plan.emscripten;
        workshop.make(&emscripten.part, |work| {
            emscripten.make(work, &plan.pins, fetcher)
        })?;
        workshop.make(&plan.c_libraries, |work| {
            c_libraries::make(work, &plan.pins, emscripten)
        })?;
        native
            .recv()
            .map_err(|_| anyhow!("CPython for wasm needs the native CPython"))?;
        let needs = wasm::Needs {
            emscripten,
            c_libraries: &plan.c_libraries,
            source: &plan.cpython_source,
            native: &plan.cpython_native,
        };
        workshop.make(&plan.cpython_wasm, |work| wasm::make(work, &needs))
    }
}

/// One error of all `problems`.
fn all_or_nothing(mut problems: Vec<anyhow::Error>) -> Result<()> {
    match problems.len() {
        0 => Ok(()),
        1 => Err(problems.remove(0)),
        count => {
            let texts: Vec<String> = problems
                .iter()
                .map(|problem| format!("{problem:#}"))
                .collect();
            Err(anyhow!(
                "{count} parts of the toolchain failed\n\n{}",
                texts.join("\n\n")
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_named() {
        let problems = vec![
            anyhow!("no compiler"),
            anyhow!("no source").context("no library"),
        ];
        let text = all_or_nothing(problems).expect_err("problems").to_string();
        assert!(
            text.contains("no compiler") && text.contains("no library: no source"),
            "{text}"
        );
        assert!(all_or_nothing(Vec::new()).is_ok());
    }
}
