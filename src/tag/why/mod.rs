//! Says on what grounds the tagger read each attribution. Reads the text once more; nothing of it is done for a score.

mod names;
mod words;

use super::context::{Context, lay_out};
use super::decide::{self, question};
use super::overrule::Ruled;
use super::spans::{self, Cue, part};
use super::weigh::{doubt, is_fixed};
use super::{Labels, Owners, Tagged, Tagger, attribution, candidates, cues, label, overrule};
use crate::attribute::{Attributed, Found, Tokens, meet};
use crate::model::Table;
use crate::rules::Rules;
use crate::types::{Decision, FoundBy, Ground, Grounds, SpanGrounds};
use names::filled;
use words::Words;

/// So many grounds are told of each thing.
const TOLD: usize = 3;

/// The grounds of every attribution in `found`: of what [`super::weigh`] made of `read`, and what was added after.
pub fn why(
    text: &str,
    read: &Attributed,
    rules: &Rules,
    tagger: &Tagger,
    found: &[Found],
) -> Vec<Grounds> {
    let mut context = lay_out(text, &read.segments, &read.hits, &read.found, rules);
    let labels = tagger.label(&read.segments, &mut context);
    let all = candidates(
        &context,
        &labels,
        &Ruled { text, read, rules },
        &tagger.spans,
    );
    let owners = Owners::of(&all, context.cells.len());
    let asked = cues(&context, &labels, &all, &owners);
    let telling = Telling {
        text,
        read,
        rules,
        tagger,
        context: &context,
        labels: &labels,
        all: &all,
        asked: &asked,
    };
    found.iter().map(|f| telling.grounds(f)).collect()
}

/// What the grounds are told from.
struct Telling<'a> {
    text: &'a str,
    read: &'a Attributed,
    rules: &'a Rules,
    tagger: &'a Tagger,
    context: &'a Context,
    labels: &'a Labels,
    /// What was decided on.
    all: &'a [Found],
    /// The cues that the tagger gives a source and a content.
    asked: &'a [(Cue, f32)],
}

impl Telling<'_> {
    fn grounds(&self, found: &Found) -> Grounds {
        let Some(cue) = found.cue.as_ref().filter(|_| found.tagged.is_some()) else {
            return Grounds::default();
        };
        let meets = |c: &&(Cue, f32)| meet(&c.0.tokens, cue);
        let asked = self.asked.iter().find(meets).map(|(cue, _)| cue);
        let (source, content) = asked.map_or((None, None), |asked| self.spans(found, asked));
        let (stands, asserts) = self.decisions(found);
        Grounds {
            forced: overrule::is_forced(found, self.rules),
            cue: self.cue(asked.map_or(cue.start, |asked| asked.tokens.start)),
            source,
            content,
            stands,
            asserts,
        }
    }

    fn words(&self) -> Words<'_> {
        Words {
            text: self.text,
            segments: &self.read.segments,
            cells: &self.context.cells,
        }
    }

    /// Why a cue begins at a token, against nothing there.
    fn cue(&self, at: usize) -> Vec<Ground> {
        let line = self.context.lines.iter().find(|line| line.contains(&at));
        let Some(line) = line.cloned() else {
            return Vec::new();
        };
        let mut features = [0; cues::FEATURES];
        cues::fill(
            &self.context.cells[line.clone()],
            at - line.start,
            &mut features,
        );
        let table = &self.tagger.labeller.table;
        let role = |at: usize| words::of_label(self.context.cells[at].role);
        let name = |name: &str| filled(name, |key| self.words().near(key, at, &line, role));
        strongest(table, &features, &names::CUES, name, |row| {
            row[label::CUE as usize] - row[label::OUT as usize]
        })
    }

    /// Who gave source and content, and why the tagger would.
    fn spans(&self, found: &Found, cue: &Cue) -> (Option<SpanGrounds>, Option<SpanGrounds>) {
        let ruled = self.read.found.iter().find(|f| f.cue == found.cue);
        let ruled = ruled.filter(|_| found.by_rule);
        let tagged = attribution(&self.tagger.spans, self.context, &self.labels.best, cue);
        let Tagged {
            source, content, ..
        } = &tagged;
        let of = |span: &Tokens, same: bool, runs: &[Tokens], part: u8| SpanGrounds {
            by: match (same, runs.iter().any(|run| run.contains(&span.start))) {
                (true, true) => FoundBy::Both,
                (true, false) => FoundBy::Rule,
                (false, _) => FoundBy::Tagger,
            },
            grounds: self.part(span.start, cue, part),
        };
        let by_rule = ruled.is_some_and(|f| f.source == found.source);
        let told = found.source.as_ref();
        let of_source = told.map(|span| of(span, by_rule, source, part::SOURCE));
        let by_rule = ruled.is_some_and(|f| f.content == found.content);
        let told = found.content.first();
        let of_content = told.map(|span| of(span, by_rule, content, part::CONTENT));
        (of_source, of_content)
    }

    /// Why a token is part of a cue's source or content, against nothing.
    fn part(&self, at: usize, cue: &Cue, part: u8) -> Vec<Ground> {
        let cells = &self.context.cells;
        let mut features = None;
        spans::each(cells, &self.labels.best, cue, |view| {
            if view.at() == at {
                view.fill(features.insert([0; spans::FEATURES]));
            }
        });
        let Some(features) = features else {
            return Vec::new();
        };
        let side = match at {
            at if at < cue.tokens.start => "before the cue",
            at if at < cue.tokens.end => "in the cue",
            _ => "after the cue",
        };
        let reading = |at: usize| {
            let reading = cue.reading.get(at - cue.window.start);
            reading.map_or("nothing", |part| words::of_part(*part))
        };
        let words = self.words();
        let value = |key: &str| match key {
            "side" => side.to_owned(),
            "head" => words.all(&cue.tokens),
            key => words.near(key, at, &cue.window, reading),
        };
        let table = &self.tagger.spans.table;
        strongest(
            table,
            &features,
            &names::SPANS,
            |name| filled(name, value),
            |row| row[part as usize] - row[part::OUT as usize],
        )
    }

    /// Whether an attribution stands, whether it asserts, and why.
    fn decisions(&self, found: &Found) -> (Option<Decision>, Option<Decision>) {
        let same = |c: &Found| c.cue == found.cue && c.sentence == found.sentence;
        let number = self.all.iter().position(same);
        let asked = self.tagger.decider.as_ref().zip(number);
        let decided = is_fixed(found) || overrule::is_forced(found, self.rules);
        let asked = asked.filter(|_| !decided);
        let Some((decider, number)) = asked else {
            return (None, None);
        };
        let odds = decider.odds(self.context, self.all, number);
        let mut odds = overrule::mixed(odds, &self.all[number], self.rules);
        odds[question::ASSERTS] += doubt(&self.all[number]);
        let features = decide::features(self.context, self.all, number);
        let words = self.words();
        let of = |column: usize| Decision {
            odds: odds[column],
            grounds: strongest(
                &decider.table,
                &features,
                names::DECISIONS,
                |name| filled(name, |key| words.of(key, &self.all[number])),
                |row| row[column],
            ),
        };
        (Some(of(question::STANDS)), Some(of(question::ASSERTS)))
    }
}

/// The features that weigh most, either way.
fn strongest<const L: usize>(
    table: &Table<L>,
    features: &[u64],
    names: &[&str],
    name: impl Fn(&str) -> String,
    weight: impl Fn([f32; L]) -> f32,
) -> Vec<Ground> {
    let weights = features
        .iter()
        .map(|feature| weight(table.scores(&[*feature])));
    let mut all: Vec<(&str, f32)> = names.iter().copied().zip(weights).collect();
    all.retain(|(_, weight)| weight.abs() >= 0.005);
    // Stable, so that of equals the earlier template is told.
    all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let told = all.into_iter().take(TOLD);
    told.map(|(template, weight)| Ground {
        name: name(template),
        weight,
    })
    .collect()
}

#[cfg(test)]
mod tests;
