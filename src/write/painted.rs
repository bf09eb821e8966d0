//! Text with stretches of style, which can be measured and wrapped before any escape code is written.

use std::ops::Range;

use anstyle::Style;

use super::text;

/// Text on one line, parts of it styled.
#[derive(Debug, Clone, Default)]
pub(super) struct Painted {
    text: String,
    marks: Vec<(Range<usize>, Style)>,
}

impl Painted {
    /// Text without style.
    pub(super) fn plain(text: &str) -> Self {
        Self::default().and(text)
    }

    /// This, and then `text`.
    pub(super) fn and(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// This, and then `text` in a style.
    pub(super) fn styled(mut self, style: Style, text: &str) -> Self {
        let start = self.text.len();
        self.text.push_str(text);
        self.marks.push((start..self.text.len(), style));
        self
    }

    /// One character more, styled where a style is given; white space and what steers a terminal becomes one blank.
    pub(super) fn push(&mut self, c: char, style: Option<Style>) {
        let blank = c.is_whitespace() || text::steers(c);
        if blank && (self.text.is_empty() || self.text.ends_with(' ')) {
            return;
        }
        let start = self.text.len();
        self.text.push(if blank { ' ' } else { c });
        let end = self.text.len();
        let Some(style) = style else { return };
        match self.marks.last_mut() {
            Some((range, last)) if range.end == start && *last == style => range.end = end,
            _ => self.marks.push((start..end, style)),
        }
    }

    /// This, and then another.
    pub(super) fn join(mut self, other: Painted) -> Self {
        let start = self.text.len();
        let moved =
            |(range, style): (Range<usize>, Style)| (range.start + start..range.end + start, style);
        self.marks.extend(other.marks.into_iter().map(moved));
        self.text.push_str(&other.text);
        self
    }

    /// What comes after the first `bytes`, blanks at the cut left out.
    pub(super) fn rest(&self, bytes: usize) -> Self {
        let rest = self.text[bytes..].trim_start();
        let cut = self.text.len() - rest.len();
        let moved = |(range, style): &(Range<usize>, Style)| {
            (
                range.start.saturating_sub(cut)..range.end.saturating_sub(cut),
                *style,
            )
        };
        Self {
            text: rest.to_owned(),
            marks: self.marks.iter().map(moved).collect(),
        }
    }

    /// How many columns it takes.
    pub(super) fn width(&self) -> usize {
        text::width(&self.text)
    }

    /// The lines that it makes in so many columns.
    pub(super) fn lines(&self, columns: usize) -> Vec<Range<usize>> {
        text::wrap(&self.text, columns)
    }

    /// Writes a part of it, with escape codes where `coloured`.
    pub(super) fn write(&self, part: Range<usize>, coloured: bool, out: &mut String) {
        let marks = self.marks.iter().filter(|_| coloured);
        let mut at = part.start;
        for (range, style) in marks {
            let (start, end) = (range.start.max(at), range.end.min(part.end));
            if start >= end {
                continue;
            }
            out.push_str(&self.text[at..start]);
            out.push_str(&format!("{style}{}{style:#}", &self.text[start..end]));
            at = end;
        }
        out.push_str(&self.text[at..part.end]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anstyle::AnsiColor;

    #[test]
    fn a_style_goes_on_over_the_end_of_a_line() {
        let red = AnsiColor::Red.on_default();
        let painted = Painted::plain("It is ")
            .styled(red, "very likely")
            .and(" so");
        let mut out = String::new();
        for line in painted.lines(11) {
            painted.write(line, true, &mut out);
            out.push('\n');
        }
        assert_eq!(
            out,
            "It is \u{1b}[31mvery\u{1b}[0m\n\u{1b}[31mlikely\u{1b}[0m so\n"
        );
    }
}
