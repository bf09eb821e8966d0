//! A table of text: in columns for a terminal, in pipes for Markdown.

use anstyle::{AnsiColor, Style};

use crate::write::text::{clean, cut, width};

/// How a cell looks on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Strong,
    Good,
    Bad,
    Dim,
}

impl Tone {
    /// The style that it stands for.
    pub(super) fn style(self) -> Style {
        match self {
            Tone::Plain => Style::new(),
            Tone::Strong => Style::new().bold(),
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Bad => AnsiColor::Yellow.on_default(),
            Tone::Dim => Style::new().dimmed(),
        }
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub text: String,
    pub tone: Tone,
}

impl Cell {
    pub(super) fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }
}

/// A table; its first `left` columns are words and stand left, the others are numbers and stand right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Grid {
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    pub left: usize,
}

impl Grid {
    /// The table in columns, the first cut so that a line fits into `columns`; heads of two words take two lines.
    pub(super) fn columns(&self, columns: usize, coloured: bool) -> String {
        let heads: Vec<(&str, &str)> = self.head.iter().map(|head| self.split(head)).collect();
        let mut widths: Vec<usize> = heads.iter().map(|(a, b)| width(a).max(width(b))).collect();
        for row in &self.rows {
            for (most, cell) in widths.iter_mut().zip(row) {
                *most = (*most).max(width(&cell.text));
            }
        }
        let rest: usize = widths.iter().skip(1).map(|width| width + 2).sum();
        if let Some(first) = widths.first_mut() {
            *first = (*first).min(columns.saturating_sub(rest).max(12));
        }
        let mut out = String::new();
        let strong = |text: &str| Cell::new(text, Tone::Strong);
        if heads.iter().any(|(above, _)| !above.is_empty()) {
            let above = heads
                .iter()
                .map(|(above, _)| strong(above))
                .collect::<Vec<_>>();
            self.line(&above, &widths, coloured, &mut out);
        }
        let below = heads
            .iter()
            .map(|(_, below)| strong(below))
            .collect::<Vec<_>>();
        self.line(&below, &widths, coloured, &mut out);
        for row in &self.rows {
            self.line(row, &widths, coloured, &mut out);
        }
        out
    }

    /// A head in two lines, the last word below.
    fn split<'h>(&self, head: &'h str) -> (&'h str, &'h str) {
        head.rsplit_once(' ').unwrap_or(("", head))
    }

    fn line(&self, cells: &[Cell], widths: &[usize], coloured: bool, out: &mut String) {
        let mut line = String::new();
        for (at, (cell, &room)) in cells.iter().zip(widths).enumerate() {
            let text = cut(&clean(&cell.text), room, "…");
            let blank = " ".repeat(room.saturating_sub(width(&text)));
            let style = if coloured && !text.is_empty() {
                cell.tone.style()
            } else {
                Style::new()
            };
            if at > 0 {
                line.push_str("  ");
            }
            if at < self.left {
                line.push_str(&format!("{style}{text}{style:#}{blank}"));
            } else {
                line.push_str(&format!("{blank}{style}{text}{style:#}"));
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }

    /// The table in Markdown.
    pub(super) fn markdown(&self) -> String {
        let escaped = |text: &str| clean(text).replace('|', "\\|");
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = line(self.head.iter().map(|head| escaped(head)).collect());
        let rule = |at| if at < self.left { "---" } else { "--:" }.to_owned();
        out.push_str(&line((0..self.head.len()).map(rule).collect()));
        for row in &self.rows {
            out.push_str(&line(row.iter().map(|cell| escaped(&cell.text)).collect()));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let row = |name: &str, value: &str| {
            vec![Cell::new(name, Tone::Plain), Cell::new(value, Tone::Good)]
        };
        Grid {
            head: vec!["set".into(), "chains right".into()],
            rows: vec![row("court report", "0.618"), row("a|b", "–")],
            left: 1,
        }
    }

    #[test]
    fn columns_line_up_and_heads_take_two_lines() {
        insta::assert_snapshot!(grid().columns(80, false), @r"
                      chains
        set            right
        court report   0.618
        a|b                –
        ");
    }

    #[test]
    fn markdown_keeps_a_pipe() {
        insta::assert_snapshot!(grid().markdown(), @r"
        | set | chains right |
        | --- | --: |
        | court report | 0.618 |
        | a\|b | – |
        ");
    }
}
