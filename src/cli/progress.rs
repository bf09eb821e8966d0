//! Counts what a run does; on a terminal shows it while it lasts and sums it up at the end.

use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use secondhand::read::Found;
use secondhand::run;
use secondhand::types::Failure;
use secondhand::write::partial::Tally;

use super::{Globals, Outcome, report, terminal};

/// A run shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// What one document adds to the count.
pub struct Step {
    /// Bytes read for it.
    pub bytes: u64,
    /// Claims found in it.
    pub claims: usize,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
}

impl Step {
    /// What a document adds.
    pub fn of(outcome: &run::Outcome) -> Self {
        let claims = |scored: &run::Scored| scored.analysis.claims.len();
        Self {
            bytes: outcome.bytes,
            claims: outcome.result.as_ref().map_or(0, claims),
            failure: outcome.result.as_ref().err().cloned(),
        }
    }
}

/// The count of a run.
pub struct Progress {
    began: Instant,
    shown: bool,
    bar: Option<ProgressBar>,
    total: Option<u64>,
    ignored: usize,
    tally: Tally,
    /// What an earlier run had done.
    before: Tally,
}

impl Progress {
    /// A count that begins now, after what an earlier run had done.
    pub fn new(found: &Found, globals: &Globals, before: Tally) -> Self {
        Self {
            began: Instant::now(),
            shown: terminal::is_stderr() && !globals.quiet,
            bar: None,
            total: found.bytes.filter(|&bytes| bytes > 0),
            ignored: found.ignored,
            tally: before,
            before,
        }
    }

    /// What has been counted.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Counts a document, and tells its failure.
    pub fn add(&mut self, step: Step) {
        self.tally.documents += 1;
        self.tally.claims += step.claims as u64;
        self.tally.bytes += step.bytes;
        if let Some(failure) = &step.failure {
            self.tally.failed += 1;
            self.aside(|| report::failure(failure));
        }
        self.draw();
    }

    /// Prints something without tearing the bar.
    fn aside(&self, print: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    fn draw(&mut self) {
        if self.bar.is_none() && self.shown && self.began.elapsed() > PATIENCE {
            self.bar = Some(bar(self.total, self.before.bytes));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.tally.bytes);
            bar.set_message(plural(self.tally.documents, "document"));
        }
    }

    /// Ends the count: sums up on a terminal.
    pub fn finish(self) -> Outcome {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if self.shown {
            report::note(&self.summary(self.began.elapsed()));
        }
        if self.tally.failed > 0 {
            Outcome::SomeFailed
        } else {
            Outcome::Clean
        }
    }

    fn summary(&self, took: Duration) -> String {
        let Tally {
            documents,
            failed,
            claims,
            bytes,
        } = self.tally;
        let scored = documents - failed;
        let mut parts = vec![
            format!("{} scored", plural(scored, "document")),
            plural(claims, "claim"),
        ];
        if failed > 0 {
            parts.push(format!("{} failed", HumanCount(failed)));
        }
        if self.before.documents > 0 {
            let before = HumanCount(self.before.documents);
            parts.push(format!("{before} of them by an earlier run"));
        }
        if self.ignored > 0 {
            let files = plural(self.ignored as u64, "file");
            parts.push(format!("{files} of other kinds passed over"));
        }
        parts.push(format!(
            "{} in {:.1} s",
            HumanBytes(bytes - self.before.bytes),
            took.as_secs_f64()
        ));
        parts.join(", ")
    }
}

fn plural(count: u64, noun: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{} {noun}{s}", HumanCount(count))
}

/// A bar where the size is known, else a count. What an earlier run had done tells nothing of how fast this one is.
fn bar(total: Option<u64>, before: u64) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (
            ProgressBar::new(total),
            "{bar:30} {bytes}/{total_bytes} {msg} {bytes_per_sec} {eta} left",
        ),
        None => (
            ProgressBar::no_length(),
            "{spinner} {bytes} {msg} {bytes_per_sec} {elapsed}",
        ),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr());
    let bar = bar.with_position(before);
    bar.reset_eta();
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_says_what_there_is_to_say() {
        let mut progress = Progress {
            began: Instant::now(),
            shown: false,
            bar: None,
            total: None,
            ignored: 0,
            tally: Tally {
                documents: 1,
                failed: 0,
                claims: 12,
                bytes: 2048,
            },
            before: Tally::default(),
        };
        let took = Duration::from_millis(1500);
        insta::assert_snapshot!(progress.summary(took), @"1 document scored, 12 claims, 2.00 KiB in 1.5 s");
        (
            progress.tally.documents,
            progress.tally.failed,
            progress.ignored,
        ) = (1200, 2, 1);
        insta::assert_snapshot!(progress.summary(took), @"1,198 documents scored, 12 claims, 2 failed, 1 file of other kinds passed over, 2.00 KiB in 1.5 s");
        (progress.before.documents, progress.before.bytes) = (200, 1024);
        insta::assert_snapshot!(progress.summary(took), @"1,198 documents scored, 12 claims, 2 failed, 200 of them by an earlier run, 1 file of other kinds passed over, 1.00 KiB in 1.5 s");
    }
}
