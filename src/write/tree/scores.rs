//! A claim's scores, hedges and flags; with `why`, what makes each score up.

use super::super::painted::Painted;
use super::super::text::clean;
use super::super::words;
use super::chain::side;
use super::page::{Glyphs, Page};
use super::{INDENT, style};
use crate::types::{Claim, CommitmentPart, Flag, Hedge, Link, LinkContribution, Sourcing, Why};

/// Writes what a claim scores and why.
pub(super) fn write(page: &mut Page, claim: &Claim, hedges: &[&Hedge], text: &str) {
    let scores = &claim.scores;
    page.field("sourcing", sourcing(&scores.sourcing, page.glyphs()));
    if page.options.why {
        links(page, claim, text);
        roots(page, &scores.sourcing);
    }
    let range = words::range(scores.commitment.range, page.glyphs().dash);
    let firm = format!("{} [{range}]", words::number(scores.commitment.value));
    page.field("commitment", Painted::plain(&firm));
    if page.options.why {
        for part in &scores.commitment.contributions {
            let line = commitment(part, claim, text, page.glyphs());
            page.field("", Painted::default().styled(style::DIM, &line));
        }
    }
    page.field(
        "check",
        Painted::plain(&words::number(scores.check_worthiness)),
    );
    if !hedges.is_empty() {
        let line = hedge_line(hedges, text, page);
        page.field("hedges", line);
    }
    for it in &claim.flags {
        flag(page, it);
    }
}

/// `0.37 [0.17-0.57] C3 ####++.... 1 independent root`.
fn sourcing(it: &Sourcing, glyphs: &Glyphs) -> Painted {
    let range = words::range(it.interval, glyphs.dash);
    let rating = format!("{}{}", it.letter, it.digit);
    let mut roots = match it.independent_roots {
        0 => "no independent root".to_owned(),
        1 => "1 independent root".to_owned(),
        number => format!("{number} independent roots"),
    };
    if it.opposing_roots > 0 {
        roots.push_str(&format!(", {} against", it.opposing_roots));
    }
    Painted::plain(&format!("{} [{range}] ", words::number(it.value)))
        .styled(style::rating(it.letter), &rating)
        .and("  ")
        .styled(style::rating(it.letter), &bar(it, glyphs))
        .and("  ")
        .and(&roots)
}

/// Ten cells: full up to the value, half up to the end of the interval.
fn bar(it: &Sourcing, glyphs: &Glyphs) -> String {
    let cell = |at: u32| {
        let middle = (f64::from(at) + 0.5) / 10.0;
        match () {
            () if middle <= it.value => glyphs.full,
            () if middle <= it.interval[1] => glyphs.half,
            () => glyphs.empty,
        }
    };
    (0..10).map(cell).collect()
}

/// The chain's links: what each multiplies the trust by, and the rules that decided.
fn links(page: &mut Page, claim: &Claim, text: &str) {
    let sourcing = &claim.scores.sourcing;
    for it in &sourcing.contributions.links {
        let Some(link) = claim.chain.get(it.link) else {
            continue;
        };
        let line = link_line(it, link, text, page.glyphs());
        page.field("", line);
    }
    if let Some(trust) = sourcing.trust {
        let ln = signed(
            sourcing.contributions.links.iter().map(|it| it.ln).sum(),
            3,
            page.glyphs(),
        );
        let line = format!("{ln}  sum: trust of the chain {trust:.3}");
        page.field("", Painted::default().styled(style::DIM, &line));
    }
}

fn link_line(it: &LinkContribution, link: &Link, text: &str, glyphs: &Glyphs) -> Painted {
    let times = glyphs.times;
    let numbers = format!(
        "{}  {} ({:.3} {times} {:.2})",
        signed(it.ln, 3, glyphs),
        words::who(link, text),
        it.trust,
        it.fidelity,
    );
    let rules = [
        Some(&link.source.why),
        link.cue.as_ref().map(|cue| &cue.why),
    ];
    let rules: Vec<String> = rules.into_iter().flatten().filter_map(rule).collect();
    let mut line = Painted::default().styled(style::DIM, &numbers);
    if !rules.is_empty() {
        line = line
            .and(" ")
            .styled(style::RULE, &format!("[{}]", rules.join("; ")));
    }
    line
}

/// `rule: because`.
pub(super) fn rule(why: &Why) -> Option<String> {
    match (why.rule.as_str(), why.because) {
        ("", "") => None,
        ("", because) => Some(because.to_owned()),
        (rule, "") => Some(rule.to_owned()),
        (rule, because) => Some(format!("{rule}: {because}")),
    }
}

fn roots(page: &mut Page, it: &Sourcing) {
    for root in &it.contributions.roots {
        let line = format!(
            "root {} {}: evidence {:.2} (trust {:.3})",
            clean(&root.root),
            side(root.side),
            root.evidence,
            root.trust,
        );
        page.field("", Painted::default().styled(style::DIM, &line));
    }
    let ceiling = it.contributions.ceiling;
    for (cut, whose) in [(ceiling.pro, "for"), (ceiling.con, "against")] {
        if cut < 0.0 {
            let cut = signed(cut, 3, page.glyphs());
            let line = format!("ceiling on one source's influence, {whose}: {cut}");
            page.field("", Painted::default().styled(style::DIM, &line));
        }
    }
}

/// A number with so many digits and its sign.
pub(super) fn signed(value: f64, digits: usize, glyphs: &Glyphs) -> String {
    let least = 0.5 * 0.1f64.powi(digits as i32);
    let sign = if value < -least { glyphs.minus } else { " " };
    format!("{sign}{:.digits$}", value.abs())
}

fn commitment(part: &CommitmentPart, claim: &Claim, text: &str, glyphs: &Glyphs) -> String {
    let (range, what) = match part {
        CommitmentPart::Unhedged { range } => (range, "as asserted".to_owned()),
        CommitmentPart::Verb {
            link,
            relation,
            range,
        } => {
            let cue = claim.chain.get(*link).and_then(|link| link.cue.as_ref());
            let span = cue.and_then(|cue| cue.span);
            let cue = span.map_or(String::new(), |span| format!("{} ", clean(span.of(text))));
            (range, format!("{cue}({relation})"))
        }
        CommitmentPart::Hedge {
            category, range, ..
        } => (range, format!("hedge: {category}")),
    };
    format!("{}  {what}", words::range(*range, glyphs.dash))
}

/// `likely (probability 0.55-0.80), about 40 (approximation)`.
fn hedge_line(hedges: &[&Hedge], text: &str, page: &Page) -> Painted {
    let mut line = Painted::default();
    for (at, it) in hedges.iter().enumerate() {
        if at > 0 {
            line = line.and(", ");
        }
        let range = it
            .range
            .map(|range| words::range(range, page.glyphs().dash));
        let range = range.map_or(String::new(), |range| format!(" {range}"));
        line = line
            .styled(style::hedge(it.category), &clean(it.span.of(text)))
            .and(&format!(" ({}{range})", it.category));
        if let Some(rule) = rule(&it.why).filter(|_| page.options.why) {
            line = line.and(" ").styled(style::RULE, &format!("[{rule}]"));
        }
    }
    line
}

fn flag(page: &mut Page, it: &Flag) {
    let style = style::severity(it.severity);
    let mark = page.glyphs().severity(it.severity);
    let line = Painted::plain(&" ".repeat(INDENT))
        .styled(style, &format!("{mark} {}", it.severity))
        .and(&format!(": {} ", clean(&it.message)))
        .styled(style::RULE, &format!("[{}]", it.rule));
    page.hang(INDENT + 2, line);
    if let Some(help) = &it.help {
        let line = Painted::plain(&" ".repeat(INDENT + 2)).styled(style::HELP, "help");
        page.hang(INDENT + 4, line.and(&format!(": {}", clean(help))));
    }
}
