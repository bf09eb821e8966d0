//! Who speaks without a cue: turns of a transcript ("HOLT: C"), and quotations with a name under them ("“C” — Mara Holt").

use std::collections::BTreeMap;

use super::{Attributed, Found, Tokens, meet};
use crate::rules::lexicon::class;
use crate::segment::{Quote, Segments, Sentence, Shape};
use crate::types::Relation;

/// The longest name of a speaker, title and place included, in tokens.
const NAME: usize = 10;
/// What is shorter, in tokens, is no turn and no quotation.
const CONTENT: usize = 3;

/// Adds the turns and the signed quotations of a text, in place of what was found across their bounds; tells whether there
/// is any.
pub fn speak(text: &str, read: &Attributed, found: &mut Vec<Found>) -> bool {
    let lines = lines(read);
    let mut made = turns(text, &read.segments, &lines);
    made.extend(signed(&read.segments, &lines));
    made.retain(|it| !known(it, found));
    for it in &made {
        it.clear(found);
    }
    let any = !made.is_empty();
    found.extend(made.into_iter().map(Spoken::found));
    any
}

/// Words with the name of who said them.
#[derive(Debug)]
struct Spoken {
    sentence: usize,
    /// The tokens from name to content, or the other way round.
    whole: Tokens,
    source: Tokens,
    /// The colon or dash.
    cue: Tokens,
    content: Tokens,
    because: &'static str,
    quoted: bool,
}

impl Spoken {
    /// Cuts off what other attributions hold of this one, or, where they stand in it, hold beyond it.
    fn clear(&self, found: &mut Vec<Found>) {
        let said = &self.content;
        for it in found.iter_mut() {
            let inside = |t: &Tokens| said.start <= t.start && t.end <= said.end;
            let anchor = it.cue.as_ref().or(it.source.as_ref());
            if anchor.is_some_and(inside) {
                it.content.iter_mut().for_each(|c| {
                    *c = c.start.max(said.start)..c.end.min(said.end);
                });
                it.content.retain(|c| !c.is_empty());
            } else {
                it.content.retain(|c| !meet(c, &self.whole));
            }
        }
        found.retain(|it| !it.content.is_empty());
    }

    fn found(self) -> Found {
        let mut made = Found::new(self.sentence, Relation::Say, "", self.because);
        made.source = Some(self.source);
        made.cue = Some(self.cue);
        made.content.push(self.content);
        made.quoted = self.quoted;
        made.fixed = true;
        made
    }
}

/// Whether what the name says is found already, with that name as its source.
fn known(it: &Spoken, found: &[Found]) -> bool {
    let same = |f: &Found| f.source.as_ref().is_some_and(|s| meet(s, &it.source));
    found
        .iter()
        .any(|f| f.asserts && same(f) && f.content.iter().any(|c| meet(c, &it.content)))
}

/// A line: its first sentence and its tokens.
struct Line {
    sentence: usize,
    number: u32,
    tokens: Tokens,
}

/// The lines of which every sentence is kept.
fn lines(read: &Attributed) -> Vec<Line> {
    let kept = |(first, line): &(usize, &[Sentence])| {
        read.kept[*first..first + line.len()]
            .iter()
            .all(|kept| *kept)
    };
    let of = |(first, line): (usize, &[Sentence])| Line {
        sentence: first,
        number: line[0].line,
        tokens: line[0].range().start..line[line.len() - 1].range().end,
    };
    read.segments.lines().filter(kept).map(of).collect()
}

/// The turns of a transcript: at least two lines that open with a name and a colon; each name is one that the text has
/// elsewhere as well, or all in capitals and back for another turn.
fn turns(text: &str, segments: &Segments, lines: &[Line]) -> Vec<Spoken> {
    let mut turns: Vec<Spoken> = lines.iter().filter_map(|l| turn(segments, l)).collect();
    if turns.len() < 2 {
        return Vec::new();
    }
    let last_word = |it: &Spoken| word(text, segments, it.source.end - 1).to_lowercase();
    let mut names: BTreeMap<String, bool> = BTreeMap::new();
    for turn in &turns {
        let loud = segments.tokens[turn.source.end - 1].shape == Shape::Upper;
        let seen = names.entry(last_word(turn));
        seen.and_modify(|named| *named |= loud).or_insert(false);
    }
    let heads: Vec<usize> = turns.iter().map(|t| t.source.end - 1).collect();
    for at in (1..segments.tokens.len()).filter(|&at| segments.tokens[at].is_capital()) {
        if heads.binary_search(&at).is_err()
            && !segments.tokens[at + 1..]
                .first()
                .is_some_and(|next| next.is(b':'))
            && let Some(named) = names.get_mut(&word(text, segments, at).to_lowercase())
        {
            *named = true;
        }
    }
    turns.retain(|it| names[&last_word(it)]);
    turns
}

/// "HOLT: C", "“Gov. Mara Holt (Vell): C”".
fn turn(segments: &Segments, line: &Line) -> Option<Spoken> {
    let Tokens { start, end } = line.tokens.clone();
    let first = start + usize::from(segments.tokens[start].is(b'"'));
    let colon = (first..end.min(first + NAME + 1)).find(|&at| segments.tokens[at].is(b':'))?;
    let close = |at: &usize| segments.tokens[*at].is(b')');
    let open = |at: &usize| segments.tokens[*at].is(b'(');
    let bracket = (first..colon).find(open).filter(|_| close(&(colon - 1)));
    let source = first..bracket.unwrap_or(colon);
    let content = colon + 1..trimmed(segments, colon + 1..end).end;
    let named = !source.is_empty() && source.clone().all(|at| in_name(segments, at));
    let quoted = content
        .clone()
        .take(1)
        .any(|at| segments.tokens[at].is(b'"'));
    (named && segments.tokens[source.end - 1].is_capital() && content.len() >= CONTENT).then_some(
        Spoken {
            sentence: line.sentence,
            whole: start..end,
            content: trimmed(segments, content),
            source,
            cue: colon..colon + 1,
            because: "a turn of a transcript",
            quoted,
        },
    )
}

/// The quotations with a dash and a name after them, in their line or the next.
fn signed(segments: &Segments, lines: &[Line]) -> Vec<Spoken> {
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let dash = line.tokens.clone().rfind(|&t| segments.tokens[t].is(b'-'));
        let Some(dash) = dash else { continue };
        let (said, tokens) = match dash == line.tokens.start {
            false => (line, line.tokens.start..dash),
            true => match at.checked_sub(1).map(|before| &lines[before]) {
                Some(before) if before.number + 1 == line.number => (before, before.tokens.clone()),
                _ => continue,
            },
        };
        out.extend(signature(segments, dash + 1..line.tokens.end, said, tokens));
    }
    out
}

/// What `tokens` of the line `said` say, where they end in a quotation and the tokens of `rest` are a name.
fn signature(segments: &Segments, rest: Tokens, said: &Line, tokens: Tokens) -> Option<Spoken> {
    let name = rest.clone().take_while(|&at| in_name(segments, at));
    let name = name.filter(|&at| segments.tokens[at].is_capital());
    let source = rest.start..name.last()? + 1;
    let after = segments
        .tokens
        .get(source.end)
        .filter(|_| source.end < rest.end);
    let alone = after.is_none_or(|t| matches!(t.shape, Shape::Mark(b',' | b'(' | b'.')));
    let is_name = source.len() <= NAME
        && segments.tokens[source.start].is_capital()
        && rest.len() <= NAME * 2;
    let last = tokens.end.checked_sub(1)?;
    let pair = |q: &&Quote| q.closed && q.depth == 0 && q.close as usize == last;
    let open = match segments.quotes.iter().find(pair) {
        Some(quote) => quote.open as usize,
        // Many a hand opens a quotation with a closing mark.
        None => Some(tokens.start).filter(|&at| segments.tokens[at].is(b'"'))?,
    };
    let ends = segments.tokens[last].is(b'"') && open >= tokens.start;
    let content = open + 1..last;
    (alone && is_name && ends && content.len() >= CONTENT).then(|| Spoken {
        sentence: said.sentence
            + segments.sentences[said.sentence..]
                .iter()
                .take_while(|s| s.range().end <= content.start)
                .count(),
        whole: content.start - 1..source.end,
        content,
        source,
        cue: rest.start - 1..rest.start,
        because: "a quotation signed with a name",
        quoted: true,
    })
}

/// Whether a token may stand in the name of a speaker: a capital, the full stop of an initial, a particle between.
fn in_name(segments: &Segments, at: usize) -> bool {
    let token = segments.tokens[at];
    let abbreviates = token.is(b'.') && at > 0 && segments.tokens[at - 1].is_capital();
    token.is_capital()
        || abbreviates
        || segments.classes[at] & (class::DEFINITE | class::PREPOSITION) != 0
}

/// A range without quotation marks round it.
fn trimmed(segments: &Segments, range: Tokens) -> Tokens {
    let mark = |at: &usize| segments.tokens[*at].is(b'"');
    let start = range.start + usize::from(range.clone().take(1).any(|at| mark(&at)));
    let end = range.end - usize::from(range.clone().next_back().is_some_and(|at| mark(&at)));
    start..end.max(start)
}

fn word<'t>(text: &'t str, segments: &Segments, at: usize) -> &'t str {
    segments.tokens[at].span.of(text)
}
