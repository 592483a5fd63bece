//! What a person sees while parts are fetched and made: bars in a terminal, lines elsewhere.

use std::time::Duration;

use indicatif::{HumanBytes, MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The display that all activities share.
#[derive(Clone)]
pub struct Progress {
    bars: MultiProgress,
    is_terminal: bool,
}

/// One thing that goes on.
pub struct Activity {
    bar: ProgressBar,
    title: String,
    display: Progress,
}

impl Progress {
    /// A display on standard error.
    pub fn new() -> Self {
        let target = ProgressDrawTarget::stderr();
        let is_terminal = !target.is_hidden();
        let bars = MultiProgress::with_draw_target(target);
        Self { bars, is_terminal }
    }

    /// Prints a line above the bars.
    pub fn say(&self, line: &str) {
        if self.is_terminal {
            // A terminal that went away takes no more lines; the work goes on.
            let _ = self.bars.println(line);
        } else {
            eprintln!("{line}");
        }
    }

    /// Shows that something goes on whose end is not known.
    pub fn activity(&self, title: &str) -> Activity {
        let style = ProgressStyle::with_template("{spinner} {prefix}: {wide_msg} {elapsed}");
        self.add(ProgressBar::new_spinner(), style, title)
    }

    /// Shows that something of `bytes` bytes arrives.
    pub fn transfer(&self, title: &str, bytes: u64) -> Activity {
        let style = ProgressStyle::with_template(
            "{spinner} {prefix} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec}",
        );
        self.add(ProgressBar::new(bytes), style, title)
    }

    fn add<E>(&self, bar: ProgressBar, style: Result<ProgressStyle, E>, title: &str) -> Activity {
        let bar = self.bars.add(bar);
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.set_prefix(title.to_owned());
        if self.is_terminal {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Activity {
            bar,
            title: title.to_owned(),
            display: self.clone(),
        }
    }
}

impl Activity {
    /// Says what is being done now.
    pub fn step(&self, text: &str) {
        if self.display.is_terminal {
            self.bar.set_message(text.to_owned());
        } else {
            eprintln!("{}: {text}", self.title);
        }
    }

    /// Says how many bytes have arrived.
    pub fn arrived(&self, bytes: u64) {
        self.bar.set_position(bytes);
    }

    /// Says how it ended.
    pub fn end(&self, text: &str) {
        self.bar.finish_and_clear();
        self.display.say(&format!("{}: {text}", self.title));
    }
}

impl Drop for Activity {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A size for people.
pub fn size(bytes: u64) -> String {
    HumanBytes(bytes).to_string()
}
