//! The page of `secondhand explain`: each claim, its chain as a tree, its scores and flags.

mod chain;
mod page;
mod reading;
mod scores;
mod style;

pub(super) use style::rating as rating_style;

use std::io::{self, Write};

use super::painted::Painted;
use super::text::clean;
use crate::types::{Analysis, Claim, Grounds, Hedge, Input, Polarity};
use page::Page;
use reading::Readings;

/// How the page looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Columns to keep to.
    pub width: usize,
    /// Escape codes for colour.
    pub coloured: bool,
    /// Lines, bars and dashes beyond ASCII.
    pub unicode: bool,
    /// What makes up each score, and which rules decided.
    pub why: bool,
}

/// Where claims are indented to: behind the number.
const INDENT: usize = 5;

/// Writes the page of a document; `grounds` are those of its attributions, none where no tagger was asked.
///
/// # Errors
///
/// Where the writer fails.
pub fn document(
    out: &mut impl Write,
    input: &Input,
    analysis: &Analysis,
    grounds: &[Grounds],
    options: Options,
) -> io::Result<()> {
    let mut page = Page::new(options);
    let mut readings = Readings::new(&input.text, analysis, grounds);
    header(&mut page, input, analysis);
    for (at, claim) in analysis.claims.iter().enumerate() {
        page.blank();
        claim_part(&mut page, at + 1, claim, input, analysis);
        if options.why {
            readings.of_claim(&mut page, claim);
        }
    }
    if options.why {
        readings.rest(&mut page);
        left_out(&mut page, input, analysis);
    }
    out.write_all(page.text().as_bytes())
}

/// Title, who published it and when, and how much was found.
fn header(page: &mut Page, input: &Input, analysis: &Analysis) {
    let title = input.title.as_deref().unwrap_or(&input.id);
    page.hang(0, Painted::default().styled(style::TITLE, &clean(title)));
    let by = [&input.publisher, &input.date, &input.author];
    let by: Vec<String> = by.into_iter().flatten().map(|part| clean(part)).collect();
    if !by.is_empty() {
        page.hang(0, Painted::plain(&by.join(page.glyphs().dot)));
    }
    let mut counts = vec![
        count(analysis.claims.len(), "claim"),
        count(analysis.attributions.len(), "attribution"),
        count(analysis.hedges.len(), "hedge"),
    ];
    if !analysis.dropped.is_empty() {
        counts.push(format!(
            "{} left out",
            count(analysis.dropped.len(), "passage")
        ));
    }
    let line = format!("{}: {}", clean(&input.id), counts.join(", "));
    page.hang(0, Painted::default().styled(style::DIM, &line));
    page.rule();
}

fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}

fn claim_part(page: &mut Page, number: usize, claim: &Claim, input: &Input, analysis: &Analysis) {
    let hedges: Vec<&Hedge> = claim
        .hedges
        .iter()
        .filter_map(|&at| analysis.hedges.get(at))
        .collect();
    let mut words = Painted::default()
        .styled(style::TITLE, &format!("{number:>3}"))
        .and("  ");
    if claim.polarity == Polarity::Deny {
        words = words.styled(style::DENIED, "denied:").and(" ");
    }
    page.hang(INDENT, wording(words, claim, &hedges, &input.text));
    chain::write(page, claim, &input.text);
    scores::write(page, claim, &hedges, &input.text);
}

/// The claim's words, its hedges marked.
fn wording(mut words: Painted, claim: &Claim, hedges: &[&Hedge], text: &str) -> Painted {
    let quote = |words: Painted| if claim.quoted { words.and("\"") } else { words };
    words = quote(words);
    for (at, c) in claim.span.of(text).char_indices() {
        let at = claim.span.start + at as u32;
        let hedge = hedges
            .iter()
            .find(|it| it.span.start <= at && at < it.span.end);
        words.push(c, hedge.map(|it| style::hedge(it.category)));
    }
    quote(words)
}

/// The passages that no claim was looked for in.
fn left_out(page: &mut Page, input: &Input, analysis: &Analysis) {
    if analysis.dropped.is_empty() {
        return;
    }
    page.blank();
    page.hang(0, Painted::default().styled(style::TITLE, "Left out"));
    for it in &analysis.dropped {
        let words = clean(it.span.of(&input.text));
        let line = Painted::plain("  ").styled(style::RULE, &it.rule).and(": ");
        let room = page.room(line.width());
        page.hang(
            4,
            line.and(&super::text::cut(&words, room, page.glyphs().ellipsis)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn page(options: Options) -> String {
        let mut out = Vec::new();
        document(
            &mut out,
            &sample::input(),
            &sample::analysis(),
            &sample::grounds(),
            options,
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    const PLAIN: Options = Options {
        width: 78,
        coloured: false,
        unicode: false,
        why: false,
    };

    #[test]
    fn plain() {
        insta::assert_snapshot!(page(PLAIN));
    }

    #[test]
    fn coloured() {
        let options = Options {
            coloured: true,
            unicode: true,
            ..PLAIN
        };
        insta::assert_snapshot!(page(options).replace('\u{1b}', "ESC"));
    }

    #[test]
    fn with_reasons() {
        insta::assert_snapshot!(page(Options {
            why: true,
            unicode: true,
            ..PLAIN
        }));
    }

    #[test]
    fn no_line_is_wider_than_asked_and_plain_pages_are_ascii() {
        let narrow = page(Options {
            width: 50,
            why: true,
            ..PLAIN
        });
        for line in narrow.lines() {
            assert!(line.len() <= 50 && line.is_ascii(), "{line}");
        }
    }

    #[test]
    fn an_empty_analysis_says_so() {
        let mut out = Vec::new();
        let analysis = Analysis {
            attributions: vec![],
            hedges: vec![],
            claims: vec![],
            check_worthiness: 0.0,
            dropped: vec![],
        };
        document(&mut out, &sample::input(), &analysis, &[], PLAIN).unwrap();
        assert!(String::from_utf8(out).unwrap().contains("0 claims"));
    }
}
