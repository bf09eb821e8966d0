//! Drafts the claims: contents without what lies deeper, sentence by sentence, and the writer's own sentences.

use super::resolve::WRITER;
use super::{Reading, cover, link, net};
use crate::attribute::Tokens;
use crate::rules::lexicon::class;
use crate::scan::within;
use crate::segment::Shape;
use crate::types::{Attribution, Link, Polarity, Relation, Span};

/// A claim without scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its tokens, within one sentence.
    pub tokens: Tokens,
    /// Its bytes.
    pub span: Span,
    /// The number of its sentence.
    pub sentence: usize,
    /// Net direction of the testimony.
    pub polarity: Polarity,
    /// From the outermost source to the root; the publisher is put before it later.
    pub chain: Vec<Link>,
    /// Its words stand in quotation marks.
    pub quoted: bool,
    /// Words before it that are no part of it but may hedge it ("suggesting that").
    pub lead: Option<Span>,
}

/// The least remainder of a content, in words, that is a claim beside what lies deeper in it.
const REMAINDER: usize = 5;

/// The most tokens between a cue and its content that are taken for addressee, time and channel.
const BETWEEN: usize = 30;

/// The claims of a document, in the order of the text.
pub fn draft(reading: &Reading<'_>, attributions: &[Attribution], own: &[bool]) -> Vec<Draft> {
    let makes: Vec<bool> = (0..reading.found.len())
        .map(|i| reading.found[i].relation.asserts() && !own[i])
        .collect();
    let mut drafts: Vec<Draft> = (0..reading.found.len())
        .filter(|&i| makes[i])
        .flat_map(|i| of_attribution(reading, attributions, i, &makes))
        .collect();
    let own: Vec<Draft> = (0..reading.segments.sentences.len())
        .filter(|&s| reading.kept[s])
        .flat_map(|s| own_voice(reading, s, &drafts))
        .collect();
    drafts.extend(own);
    drafts.sort_by_key(|d| {
        (
            d.tokens.start,
            std::cmp::Reverse(d.tokens.end),
            d.chain.len(),
        )
    });
    drafts.dedup_by(|next, first| next.tokens == first.tokens);
    drafts
}

/// "She said she believed P", "I think P" in her words: somebody's report of their own mind is no hand of its own.
pub fn self_reports(reading: &Reading<'_>, attributions: &[Attribution]) -> Vec<bool> {
    let found = reading.found;
    (0..found.len())
        .map(|i| {
            let Some(source) = &found[i].source else {
                return false;
            };
            let Some(parent) = found[i].parent else {
                return found[i].relation != Relation::Say
                    && attributions[i].source.why.because == WRITER;
            };
            let pronoun =
                source.len() == 1 && reading.segments.classes[source.start] & class::PERSONAL != 0;
            let first = ["i", "we"].iter().any(|w| {
                reading.segments.tokens[source.start]
                    .span
                    .of(&reading.input.text)
                    .eq_ignore_ascii_case(w)
            });
            let same = attributions[i].source.name.is_some()
                && attributions[i].source.name == attributions[parent].source.name;
            let unnamed =
                attributions[parent].source.name.is_none() && attributions[i].source.name.is_none();
            pronoun
                && (first && !found[i].quoted || same || unnamed)
                && (first
                    || matches!(
                        found[i].relation,
                        Relation::Believe
                            | Relation::Suspect
                            | Relation::Conclude
                            | Relation::Suggest
                    ))
        })
        .collect()
}

/// The claims that an attribution makes.
fn of_attribution(
    reading: &Reading<'_>,
    attributions: &[Attribution],
    number: usize,
    makes: &[bool],
) -> Vec<Draft> {
    let found = &reading.found[number];
    let shadowed = (0..reading.found.len()).any(|i| reading.found[i].inside == Some(number));
    if shadowed {
        return Vec::new();
    }
    let inner = deeper(reading, number, makes);
    let parts = joined(reading, &found.content, found.quoted);
    let mut out = Vec::new();
    for part in parts {
        for (sentence, piece) in by_sentence(reading, &part) {
            let piece = within_self_report(reading, number, piece, makes);
            for range in remainders(reading, piece, &inner) {
                if is_question(reading, sentence, &range) {
                    continue;
                }
                out.push(make(reading, attributions, number, sentence, range, makes));
            }
        }
    }
    out
}

/// "She said she believed P": the claim is P, where her report of her own mind opens the piece.
fn within_self_report(
    reading: &Reading<'_>,
    number: usize,
    piece: Tokens,
    makes: &[bool],
) -> Tokens {
    let found = reading.found;
    let own = (0..found.len()).find(|&i| {
        let third = found[i].source.as_ref().is_some_and(|s| {
            s.start == piece.start
                && !["i", "we"].iter().any(|w| {
                    reading.segments.tokens[s.start]
                        .span
                        .of(&reading.input.text)
                        .eq_ignore_ascii_case(w)
                })
        });
        found[i].parent == Some(number) && !makes[i] && found[i].relation.asserts() && third
    });
    match own.and_then(|i| found[i].content.first()) {
        Some(content) if piece.contains(&content.start) => content.start..piece.end,
        _ => piece,
    }
}

/// Parts of an interrupted clause are one claim; quotations stay apart.
fn joined(reading: &Reading<'_>, content: &[Tokens], quoted: bool) -> Vec<Tokens> {
    let opens = |part: &Tokens| part.start > 0 && reading.segments.tokens[part.start - 1].is(b'"');
    match content {
        [first, .., last] if !quoted && !opens(last) => vec![first.start..last.end],
        parts => parts.to_vec(),
    }
}

/// The extents of the attributions that lie inside number `outer` and assert something.
fn deeper(reading: &Reading<'_>, outer: usize, makes: &[bool]) -> Vec<Tokens> {
    let levels = lineage(reading, outer);
    (0..reading.found.len())
        .filter(|&i| i != outer && makes[i])
        .filter(|&i| !levels.contains(&i) && is_inside(reading, i, outer, &levels))
        .flat_map(|i| extents(reading, i))
        .collect()
}

/// Whether `i` lies inside `outer` or inside what `outer` goes with.
fn is_inside(reading: &Reading<'_>, i: usize, outer: usize, levels: &[usize]) -> bool {
    let mut at = reading.found[i].parent;
    let mut steps = 0;
    while let (Some(parent), true) = (at, steps < 12) {
        if parent == outer || levels.contains(&parent) && reading.found[outer].inside.is_some() {
            return true;
        }
        at = reading.found[parent].parent;
        steps += 1;
    }
    false
}

/// Source, cue and content of an attribution.
fn extents(reading: &Reading<'_>, number: usize) -> Vec<Tokens> {
    let found = &reading.found[number];
    let mut out: Vec<Tokens> = found.content.clone();
    // Addressee, time and channel between cue and content belong to neither, nor to what lies round them.
    if let (Some(cue), Some(first)) = (&found.cue, found.content.first())
        && cue.end <= first.start
        && first.start - cue.end <= BETWEEN
    {
        out.push(cue.end..first.start);
    }
    out.extend(found.cue.clone());
    out.extend(found.source.clone());
    out
}

/// Number `i` and the attributions it lies inside, outermost first.
pub fn lineage(reading: &Reading<'_>, number: usize) -> Vec<usize> {
    let mut out = vec![number];
    let mut at = reading.found[number].parent;
    while let (Some(parent), true) = (at, out.len() < 8) {
        if out.contains(&parent) {
            break;
        }
        out.push(parent);
        at = reading.found[parent].parent;
    }
    out.reverse();
    out
}

/// What `piece` holds beside `inner`, where that is enough to be a claim; all of it where nothing lies deeper.
fn remainders(reading: &Reading<'_>, piece: Tokens, inner: &[Tokens]) -> Vec<Tokens> {
    let touching: Vec<&Tokens> = inner
        .iter()
        .filter(|r| r.start < piece.end && piece.start < r.end)
        .collect();
    if touching.is_empty() {
        let range = trim(reading, piece);
        return if range.is_empty() {
            Vec::new()
        } else {
            vec![range]
        };
    }
    let mut free: Vec<Tokens> = Vec::new();
    for at in piece {
        if touching.iter().any(|r| r.contains(&at)) {
            continue;
        }
        match free.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => free.push(at..at + 1),
        }
    }
    free.into_iter()
        .map(|range| trim(reading, range))
        .filter(|range| words(reading, range) >= REMAINDER && has_verb(reading, range))
        .collect()
}

fn words(reading: &Reading<'_>, range: &Tokens) -> usize {
    range
        .clone()
        .filter(|&at| !matches!(reading.segments.tokens[at].shape, Shape::Mark(_)))
        .count()
}

fn has_verb(reading: &Reading<'_>, range: &Tokens) -> bool {
    let verb = class::BE | class::HAVE | class::MODAL | class::DO | class::FINITE;
    let pronoun = reading.segments.classes[range.start] & class::PERSONAL != 0;
    pronoun
        || range.clone().any(|at| {
            reading.segments.classes[at] & verb != 0
                || reading.segments.tokens[at]
                    .span
                    .of(&reading.input.text)
                    .ends_with("ed")
        })
}

/// `range` without marks and joining words at its ends.
fn trim(reading: &Reading<'_>, range: Tokens) -> Tokens {
    let segments = reading.segments;
    let (mut start, mut end) = (range.start, range.end);
    let joins = |at: usize| {
        segments.classes[at] & class::CONJUNCTION != 0 && !segments.tokens[at].is_capital()
    };
    let mark = |at: usize| {
        matches!(
            segments.tokens[at].shape,
            Shape::Mark(b',' | b';' | b':' | b'.' | b'-' | b'"' | b'\'' | b'!' | b'?')
        )
    };
    while start < end && (mark(start) || joins(start)) {
        start += 1;
    }
    while end > start && (mark(end - 1) || joins(end - 1)) {
        end -= 1;
    }
    start..end
}

/// A content cut at the ends of sentences.
fn by_sentence(reading: &Reading<'_>, part: &Tokens) -> Vec<(usize, Tokens)> {
    let sentences = &reading.segments.sentences;
    let first = sentences.partition_point(|s| s.range().end <= part.start);
    sentences[first..]
        .iter()
        .enumerate()
        .take_while(|(_, s)| s.range().start < part.end)
        .map(|(i, s)| {
            (
                first + i,
                part.start.max(s.range().start)..part.end.min(s.range().end),
            )
        })
        .filter(|(i, range)| reading.kept[*i] && !range.is_empty())
        .collect()
}

fn is_question(reading: &Reading<'_>, sentence: usize, range: &Tokens) -> bool {
    let end = reading.segments.sentences[sentence].range().end;
    (range.end..end.min(range.end + 2)).any(|at| reading.segments.tokens[at].is(b'?'))
}

fn make(
    reading: &Reading<'_>,
    attributions: &[Attribution],
    number: usize,
    sentence: usize,
    tokens: Tokens,
    makes: &[bool],
) -> Draft {
    let lineage: Vec<usize> = lineage(reading, number)
        .into_iter()
        .filter(|&i| makes[i])
        .collect();
    Draft {
        span: cover(reading, &tokens),
        sentence,
        polarity: net(lineage.iter().map(|&i| attributions[i].polarity)),
        chain: lineage
            .iter()
            .map(|&i| link(reading, i, &attributions[i]))
            .collect(),
        quoted: reading.found[number].quoted,
        lead: None,
        tokens,
    }
}

/// What the writer asserts in a sentence: all of it where nobody is cited, else what is left over and hedged.
fn own_voice(reading: &Reading<'_>, sentence: usize, drafts: &[Draft]) -> Vec<Draft> {
    let range = reading.segments.sentences[sentence].range();
    let mut taken: Vec<Tokens> = drafts
        .iter()
        .filter(|d| d.sentence == sentence)
        .map(|d| d.tokens.clone())
        .collect();
    let cited = (0..reading.found.len()).filter(|&i| {
        reading.found[i].sentence == sentence
            || reading.found[i]
                .content
                .iter()
                .any(|c| c.start < range.end && range.start < c.end)
    });
    taken.extend(
        cited
            .filter(|&i| reading.found[i].relation.asserts())
            .flat_map(|i| extents(reading, i)),
    );
    let whole = taken.is_empty();
    remainders(reading, range, &taken)
        .into_iter()
        .filter(|piece| {
            if whole {
                asserts(reading, sentence, piece)
            } else {
                hedged(reading, piece)
            }
        })
        .map(|piece| (piece.start, trim_opening(reading, piece)))
        .filter(|(_, piece)| !piece.is_empty())
        .map(|(start, tokens)| Draft {
            lead: (start < tokens.start).then(|| cover(reading, &(start..tokens.start))),
            span: cover(reading, &tokens),
            sentence,
            polarity: Polarity::Affirm,
            chain: Vec::new(),
            quoted: in_quotation(reading, &tokens),
            tokens,
        })
        .collect()
}

/// Whether the tokens stand in one quotation from end to end.
fn in_quotation(reading: &Reading<'_>, tokens: &Tokens) -> bool {
    let mut quotes = reading.segments.quotes.iter();
    quotes.any(|q| (q.open as usize) < tokens.start && tokens.end <= q.close as usize)
}

/// A sentence that states something: a verb, three words or more, no question.
fn asserts(reading: &Reading<'_>, sentence: usize, range: &Tokens) -> bool {
    let sentence_range = reading.segments.sentences[sentence].range();
    let closed = reading.segments.tokens[sentence_range.end - 1].is(b'.');
    let states = has_verb(reading, range) || closed && words(reading, range) > 3;
    words(reading, range) >= 3 && states && !is_question(reading, sentence, range)
}

fn hedged(reading: &Reading<'_>, range: &Tokens) -> bool {
    within(&reading.hits.hedges, range.start, range.end)
        .iter()
        .any(|hit| hit.end as usize <= range.end)
}

/// ", suggesting that C" left over at the end of another's report: the claim is C.
fn trim_opening(reading: &Reading<'_>, range: Tokens) -> Tokens {
    let gerund = reading.segments.tokens[range.start]
        .span
        .of(&reading.input.text)
        .ends_with("ing");
    if !gerund || within(&reading.hits.cues, range.start, range.start + 1).is_empty() {
        return range;
    }
    let that = range.start + 1;
    let text = reading
        .segments
        .tokens
        .get(that)
        .map_or("", |t| t.span.of(&reading.input.text));
    trim(reading, that + usize::from(text == "that")..range.end)
}
