//! A page under way: lines wrapped with a hanging indent, in the characters that the terminal has.

use super::super::painted::Painted;
use super::{INDENT, Options, style};
use crate::types::Severity;

/// The characters that lines, bars and dashes are made of.
pub(super) struct Glyphs {
    pub branch: &'static str,
    pub line: &'static str,
    pub full: &'static str,
    pub half: &'static str,
    pub empty: &'static str,
    pub dash: &'static str,
    pub gap: &'static str,
    pub dot: &'static str,
    pub minus: &'static str,
    pub times: &'static str,
    pub ellipsis: &'static str,
    pub error: &'static str,
    pub warning: &'static str,
    pub info: &'static str,
}

const UNICODE: Glyphs = Glyphs {
    branch: "└─ ",
    line: "─",
    full: "█",
    half: "▒",
    empty: "░",
    dash: "–",
    gap: " – ",
    dot: " · ",
    minus: "−",
    times: "×",
    ellipsis: "…",
    error: "✗",
    warning: "▲",
    info: "●",
};

const ASCII: Glyphs = Glyphs {
    branch: "`- ",
    line: "-",
    full: "#",
    half: "+",
    empty: ".",
    dash: "-",
    gap: " - ",
    dot: ", ",
    minus: "-",
    times: "x",
    ellipsis: "...",
    error: "x",
    warning: "!",
    info: "i",
};

impl Glyphs {
    /// The mark of a flag.
    pub(super) fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }
}

/// A page under way.
pub(super) struct Page {
    out: String,
    pub options: Options,
}

impl Page {
    /// An empty page.
    pub(super) fn new(options: Options) -> Self {
        let out = String::new();
        Self { out, options }
    }

    /// The characters to use.
    pub(super) fn glyphs(&self) -> &'static Glyphs {
        if self.options.unicode {
            &UNICODE
        } else {
            &ASCII
        }
    }

    /// The columns left beside so many.
    pub(super) fn room(&self, taken: usize) -> usize {
        self.options.width.saturating_sub(taken).max(10)
    }

    /// Writes text, wrapped; the lines after the first are indented.
    pub(super) fn hang(&mut self, indent: usize, text: Painted) {
        let lines = text.lines(self.options.width);
        let Some(first) = lines.first().cloned() else {
            return;
        };
        text.write(first.clone(), self.options.coloured, &mut self.out);
        self.out.push('\n');
        let rest = text.rest(first.end);
        for line in rest.lines(self.room(indent)) {
            if line.is_empty() {
                continue;
            }
            self.out.push_str(&" ".repeat(indent));
            rest.write(line, self.options.coloured, &mut self.out);
            self.out.push('\n');
        }
    }

    /// Writes text beside a label, below a claim.
    pub(super) fn field(&mut self, label: &str, text: Painted) {
        let head = Painted::plain(&" ".repeat(INDENT)).styled(style::DIM, &format!("{label:<12}"));
        self.hang(INDENT + 12, head.join(text));
    }

    /// A line across the page.
    pub(super) fn rule(&mut self) {
        let line = self.glyphs().line.repeat(self.options.width);
        self.hang(0, Painted::default().styled(style::DIM, &line));
    }

    /// An empty line.
    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// What has been written.
    pub(super) fn text(&self) -> &str {
        &self.out
    }
}
