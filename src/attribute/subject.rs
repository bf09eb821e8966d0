//! Finds the subject of a verb to its left.

use super::Tokens;
use super::noun_phrase::{access_in, describes};
use super::phrase::Phrase;
use crate::rules::lexicon::class;
use crate::segment::Shape;

/// The longest time between subject and verb, in tokens.
const TIME_WORDS: usize = 4;

/// The verb group that a verb ends: auxiliaries, negation and adverbs before it.
pub struct Group {
    /// Its first token.
    pub start: usize,
    /// It is "to V" without a verb of aspect before it.
    pub infinitive: bool,
    /// A form of "be" stands in it.
    pub be: bool,
    /// A form of "have" stands in it.
    pub have: bool,
}

/// The verb group whose last word is at `verb`.
pub fn group(phrase: &Phrase<'_>, verb: usize) -> Group {
    let mut group = Group {
        start: verb,
        infinitive: false,
        be: false,
        have: false,
    };
    while group.start > phrase.low {
        let at = group.start - 1;
        if phrase.is_word(at, "to") {
            if at > phrase.low && phrase.has_class(at - 1, class::ASPECT) {
                group.start = at - 1;
                continue;
            }
            group.infinitive = group.start == verb || !group.be && !group.have;
            break;
        }
        let clitic_is_possessive = phrase.possessive_clitic(at);
        if clitic_is_possessive {
            break;
        }
        if phrase.has_class(at, class::BE) && !phrase.has_class(at, class::CONJUNCTION) {
            group.be = true;
        } else if phrase.has_class(at, class::HAVE) {
            group.have = true;
        } else if !(phrase.has_class(at, class::MODAL | class::DO | class::NEGATION)
            && !(phrase.has_class(at, class::MONTH) && phrase.is_capital(at) && at > phrase.low)
            || inner_adverb(phrase, at))
        {
            break;
        }
        group.start = at;
    }
    group.start = before_time(phrase, group.start);
    // Adverbs that open a sentence ("Later, ...", "Also present") belong to no group.
    while group.start < verb && phrase.is_adverb(group.start) && group.start == phrase.low {
        group.start += 1;
    }
    group
}

/// Where a time begins that stands between subject and verb ("who | a week ago | asserted", "but | more recently | said");
/// `at` where none ends there.
fn before_time(phrase: &Phrase<'_>, at: usize) -> usize {
    let word = |i: usize| {
        phrase.has_class(i, class::TIME) && phrase.is_lower(i)
            || phrase.has_class(i, class::DETERMINER)
            || phrase.is_word(i, "more")
            || phrase.shape(i) == Some(Shape::Number)
    };
    let near = (phrase.low..at).rev().take(TIME_WORDS);
    let start = at - near.take_while(|&i| word(i)).count();
    let joins = class::RELATIVE | class::CONJUNCTION | class::PRONOUN;
    let after_subject = start > phrase.low && phrase.has_class(start - 1, joins);
    let timed = start < at && phrase.has_class(at - 1, class::TIME);
    if timed && after_subject { start } else { at }
}

/// An adverb that may stand inside a verb group; "both", "all" after a noun are left to it.
fn inner_adverb(phrase: &Phrase<'_>, at: usize) -> bool {
    phrase.is_adverb(at)
        && !phrase.has_class(at, class::DETERMINER | class::PRONOUN)
        && !phrase.has_class(at, class::TIME)
        || ["both", "all", "each"]
            .iter()
            .any(|w| phrase.is_word(at, w))
            && at > phrase.low
            && phrase.segments.tokens[at - 1].is_word()
            && !phrase.has_class(
                at - 1,
                class::PREPOSITION | class::CONJUNCTION | class::SUBORDINATOR,
            )
        || phrase.is_word(at, "since") && at > phrase.low && phrase.has_class(at - 1, class::HAVE)
        || ["earlier", "later", "now", "today", "yesterday"]
            .iter()
            .any(|w| phrase.is_word(at, w))
}

/// The subject of the verb group that begins at `group`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its words, with the description beside it.
    pub tokens: Tokens,
    /// The noun phrase that it, a relative pronoun, stands for.
    pub antecedent: Option<Tokens>,
}

/// Finds the subject, or `None` where the verb has none of its own to its left.
pub fn before(phrase: &Phrase<'_>, group: usize) -> Option<Subject> {
    let last = group.checked_sub(1).filter(|&at| at >= phrase.low)?;
    if phrase.has_class(last, class::RELATIVE) && relative(phrase, last) {
        let antecedent = antecedent(phrase, last);
        return Some(Subject {
            tokens: last..group,
            antecedent,
        });
    }
    if phrase.has_class(last, class::CONJUNCTION) {
        return None;
    }
    if phrase.has_class(last, class::PERSONAL)
        && !(last > phrase.low
            && phrase.has_class(last - 1, class::CONJUNCTION | class::PREPOSITION)
            && last > phrase.low + 1)
    {
        return Some(Subject {
            tokens: last..last + 1,
            antecedent: None,
        });
    }
    let start = clause_start(phrase, group);
    let tokens =
        candidates(phrase, start, group).find_map(|from| noun_phrase_to(phrase, from, group))?;
    // "he filed false | reports": a clause, not who reports.
    let clause = phrase.has_class(tokens.start, class::PERSONAL)
        && !phrase.has_class(tokens.start, class::POSSESSIVE | class::DETERMINER)
        && tokens.len() > 1
        && phrase.is_lower(tokens.start + 1);
    if clause || follows_auxiliary(phrase, tokens.start) {
        return None;
    }
    let before = tokens.start.saturating_sub(1).max(phrase.low);
    if phrase.has_class(tokens.start, class::PREPOSITION)
        && phrase.has_class(before, class::RELATIVE)
        && relative(phrase, before)
    {
        // "which in October said": what stands between is no subject.
        return Some(Subject {
            tokens: before..before + 1,
            antecedent: antecedent(phrase, before),
        });
    }
    Some(Subject {
        tokens,
        antecedent: None,
    })
}

/// Whether an auxiliary inside the sentence stands before `at`, adverbs between: "have also | advanced baseless" is no
/// subject of "claims".
fn follows_auxiliary(phrase: &Phrase<'_>, at: usize) -> bool {
    let before = (phrase.low + 1..at).rev().find(|&i| !phrase.is_adverb(i));
    let participle = phrase.is_lower(at) && phrase.word(at).ends_with("ed");
    participle && before.is_some_and(|i| phrase.has_class(i, class::HAVE | class::BE))
}

/// Whether the word at `at`, of class relative, is a pronoun there: something nominal stands before it.
fn relative(phrase: &Phrase<'_>, at: usize) -> bool {
    if phrase.is_word(at, "that") {
        return at > phrase.low
            && phrase
                .shape(at - 1)
                .is_some_and(|s| !matches!(s, Shape::Mark(_)))
            && !phrase.finite_cue(at - 1);
    }
    at > phrase.low
}

/// The noun phrase before a relative pronoun (and the comma before it).
fn antecedent(phrase: &Phrase<'_>, relative: usize) -> Option<Tokens> {
    let mut end = relative;
    while end > phrase.low
        && (phrase.is(end - 1, b',')
            || phrase.is(end - 1, b'-')
            || phrase.has_class(end - 1, class::CONJUNCTION))
    {
        end -= 1;
    }
    if phrase.is_word(relative, "which") && end > phrase.low && phrase.is_capital(end - 1) {
        let run = (phrase.low..end)
            .rev()
            .take_while(|&at| phrase.is_capital(at))
            .last();
        return run.map(|start| start..end);
    }
    let floor = clause_start(phrase, end);
    // The phrase nearest to the pronoun: from the last preposition other than "of", or the clause's start; "within a day of
    // | a report that": one of its kind, not somebody of a body ("a member of a team who").
    let one = |at: usize| {
        let article = phrase.is_word(at + 1, "a") || phrase.is_word(at + 1, "an");
        article && !phrase.is_word(relative, "who")
    };
    let start = (floor..end)
        .rev()
        .find(|&at| {
            phrase.has_class(at, class::PREPOSITION)
                && (!phrase.is_word(at, "of") || one(at))
                && !phrase.is_word(at, "for")
        })
        .map_or(floor, |at| at + 1);
    (start < end).then_some(start..end)
}

/// The first token of the clause whose verb group begins at `group`, walking left over relative clauses.
pub fn clause_start(phrase: &Phrase<'_>, group: usize) -> usize {
    let mut at = group;
    while at > phrase.low {
        let before = at - 1;
        if phrase.is(before, b')') {
            match (phrase.low..before)
                .rev()
                .take(12)
                .find(|&i| phrase.is(i, b'('))
            {
                Some(open) if !phrase.is_dateline(open, before) => {
                    at = open;
                    continue;
                }
                _ => return at,
            }
        }
        if phrase.is(before, b'-') && before + 1 == group {
            // A dash right before the verb closes an aside ("Volkov – who once advised the president – told").
            if let Some(open) = (phrase.low..before)
                .rev()
                .take(30)
                .find(|&i| phrase.is(i, b'-'))
            {
                at = open;
                continue;
            }
        }
        if bounds(phrase, before, group) {
            return at;
        }
        if phrase.is_finite(before) {
            match relative_before(phrase, before) {
                Some(relative) => at = relative,
                None => return at,
            }
            continue;
        }
        at = before;
    }
    phrase.low
}

/// The relative pronoun that governs the finite verb at `verb`, where only its group stands between.
fn relative_before(phrase: &Phrase<'_>, verb: usize) -> Option<usize> {
    let start = group(phrase, verb).start;
    let near = (phrase.low..start)
        .rev()
        .take(7)
        .take_while(|&at| !phrase.is_mark(at) || phrase.possessive_clitic(at));
    let at = near.into_iter().find(|&at| {
        phrase.has_class(at, class::RELATIVE)
            || phrase.is_word(at, "whose")
            || phrase.is_word(at, "where")
    })?;
    let adjacent = at + 1 == start;
    let whose = phrase.is_word(at, "whose")
        || phrase.is_word(at, "where") && at > phrase.low && phrase.is_lower(at - 1)
        || phrase.is_word(at, "which") && !adjacent && phrase.is(at.wrapping_sub(1), b',');
    let pronoun =
        at > phrase.low && (whose || adjacent && relative(phrase, at)) && !phrase.is(at - 1, b'-');
    pronoun.then_some(at)
}

/// Whether the token at `at` bounds the clause that ends at `group`.
fn bounds(phrase: &Phrase<'_>, at: usize, group: usize) -> bool {
    match phrase.shape(at) {
        Some(Shape::Mark(b'"' | b'\'')) => {
            !phrase.same_quote(at + 1, group)
                || phrase.quote_closing(at).is_some()
                || phrase.opens_quote(at)
        }
        Some(Shape::Mark(b'.')) if phrase.abbreviates(at) => false,
        Some(Shape::Mark(b':' | b';' | b'(' | b'[' | b'.' | b'!' | b'?' | b'~' | b'*')) => true,
        Some(Shape::Mark(b'-')) => true,
        Some(Shape::Mark(_)) | None => false,
        Some(_) if phrase.has_class(at, class::CONJUNCTION) => splits_clauses(phrase, at),
        Some(_) if phrase.has_class(at, class::SUBORDINATOR) => {
            !phrase.is_word(at, "as") || at + 2 < group || phrase.is_capital(at + 1)
        }
        Some(_) => false,
    }
}

/// Whether "and" at `at` joins two clauses rather than two noun phrases: a finite verb stands before it in its clause.
fn splits_clauses(phrase: &Phrase<'_>, at: usize) -> bool {
    if phrase.is_word(at, "but") || phrase.is_word(at, "so") || phrase.is_word(at, "yet") {
        return true;
    }
    let after_comma = at > phrase.low && phrase.is(at - 1, b',');
    let floor = (phrase.low..at)
        .rev()
        .find(|&i| {
            let mark =
                phrase.is_mark(i) && !(phrase.is(i, b',') && after_comma) && !phrase.abbreviates(i);
            let opens_content =
                !phrase.has_class(i, class::RELATIVE) || i > phrase.low && phrase.finite_cue(i - 1);
            mark || phrase.has_class(i, class::COMPLEMENTIZER) && opens_content
        })
        .map_or(phrase.low, |i| i + 1);
    phrase.has_finite(floor..at)
}

/// Places where the subject may begin: the clause's start, then after each of its commas and dashes.
fn candidates<'p>(
    phrase: &'p Phrase<'_>,
    start: usize,
    group: usize,
) -> impl Iterator<Item = usize> + 'p {
    std::iter::once(start).chain(
        (start..group)
            .filter(|&at| phrase.is(at, b',') || phrase.is(at, b'-'))
            .map(|at| at + 1),
    )
}

/// Reads `from..group` as a noun phrase and the asides that close right before the verb.
fn noun_phrase_to(phrase: &Phrase<'_>, from: usize, group: usize) -> Option<Tokens> {
    let from = skip_opening(phrase, from, group)?;
    let end = head_end(phrase, from, group);
    if end == from
        || !opens_noun_phrase(phrase, from)
        || phrase.has_finite(from..end)
        || phrase.is_adverb(end - 1) && phrase.is_lower(end - 1)
    {
        return None;
    }
    // "new emails the FBI said could matter": a noun phrase inside another's relative clause.
    let from = (from + 2..end)
        .find(|&at| {
            phrase.word(at) == "the"
                && phrase.is_lower(at - 1)
                && !phrase.has_class(
                    at - 1,
                    class::PREPOSITION
                        | class::CONJUNCTION
                        | class::DETERMINER
                        | class::ADVERB
                        | class::SUBORDINATOR
                        | class::FINITE,
                )
                && !phrase.is_word(at - 1, "all")
        })
        .unwrap_or(from);
    // "who authorities said", "which the Post reported": the pronoun is the object.
    let from = if phrase.has_class(from, class::RELATIVE) && end > from + 1 {
        from + 1
    } else {
        from
    };
    if end == group {
        return Some(from..group);
    }
    if end + 1 == group {
        return None;
    }
    // Asides up to the verb: descriptions are kept with the name, others are left out.
    let closed = phrase.is(group - 1, b',') || phrase.is(group - 1, b'-');
    let mut described = end;
    let mut at = end;
    while at < group - 1 {
        let next = (at + 1..group)
            .find(|&i| phrase.is(i, b',') || phrase.is(i, b'-'))
            .unwrap_or(group);
        if described == at
            && (describes(phrase, at + 1..next) || access_in(phrase, at + 1..next).is_some())
        {
            described = next;
        }
        at = next;
    }
    let list = !closed && lists(phrase, from, group);
    if list {
        return Some(from..group);
    }
    closed.then_some(from..described)
}

/// The end of the head noun phrase: the first comma or dash outside brackets.
fn head_end(phrase: &Phrase<'_>, from: usize, group: usize) -> usize {
    (from..group)
        .find(|&at| {
            phrase.is(at, b',')
                || phrase.is(at, b'-') && !phrase.is_capital(at.wrapping_sub(1))
                || phrase.is(at, b'-') && phrase.segments.tokens[at].span.len() > 1
        })
        .unwrap_or(group)
}

/// "A, B and C": commas and an "and" before the last.
fn lists(phrase: &Phrase<'_>, from: usize, group: usize) -> bool {
    let last_comma = (from..group).rev().find(|&at| phrase.is(at, b','));
    let Some(comma) = last_comma else {
        return false;
    };
    if (from..group).any(|at| phrase.is_word(at, "to") || phrase.is(at, b'$')) {
        return false;
    }
    let joined = (comma + 1..group).any(|at| phrase.is_word(at, "and") || phrase.is_word(at, "or"));
    joined && !phrase.any_finite(from..group) && group - from <= 40 && phrase.is_capital(comma + 1)
        || joined
            && phrase.has_class(comma + 1, class::CONJUNCTION)
            && !phrase.any_finite(from..group)
}

/// Skips what opens a clause before its subject: conjunctions, adverbs, "On Tuesday", "In Moscow" before an article or name.
fn skip_opening(phrase: &Phrase<'_>, mut from: usize, group: usize) -> Option<usize> {
    while from < group
        && (phrase.has_class(from, class::CONJUNCTION)
            || phrase.is_word(from, "more") && phrase.is_adverb(from + 1)
            || phrase.is(from, b',')
            || phrase.is(from, b'-')
            || opening_adverb(phrase, from, group))
    {
        from += 1;
    }
    from = after_time(phrase, from, group);
    if from >= group {
        return None;
    }
    if phrase.has_class(from, class::PREPOSITION) && !approximates(phrase, from) {
        let comma = (from..group).any(|at| phrase.is(at, b','));
        return if comma {
            None
        } else {
            after_preposition(phrase, from, group)
        };
    }
    Some(from)
}

/// "Last week | Ana Lind said": one past a time that opens a clause before its subject.
fn after_time(phrase: &Phrase<'_>, from: usize, group: usize) -> usize {
    let word = |&at: &usize| phrase.has_class(at, class::TIME | class::DETERMINER);
    let next = from + (from..group).take(TIME_WORDS).take_while(word).count();
    // "The Morning Ledger" is a name.
    let time = |at: usize| phrase.has_class(at, class::TIME) && phrase.is_lower(at);
    let timed = next > from + 1 && time(next - 1);
    let opens = phrase.is_capital(next) || phrase.has_class(next, class::PERSONAL | class::TITLE);
    if timed && next < group && opens {
        next
    } else {
        from
    }
}

fn opening_adverb(phrase: &Phrase<'_>, at: usize, group: usize) -> bool {
    let adverb = phrase.is_adverb(at)
        || at == phrase.low
            && phrase.word(at).ends_with("ly")
            && phrase.is_capital(at)
            && !phrase.has_class(at, class::NOT_ADVERB);
    adverb && at + 1 < group && !phrase.has_class(at, class::DETERMINER | class::PRONOUN)
}

/// "Around 40 people", "Over half of those asked".
fn approximates(phrase: &Phrase<'_>, at: usize) -> bool {
    phrase.shape(at + 1) == Some(Shape::Number) || phrase.is_word(at + 1, "half")
}

/// The noun phrase after an opening "On Tuesday", "In Moscow": it begins at an article, title, pronoun or after a time.
fn after_preposition(phrase: &Phrase<'_>, from: usize, group: usize) -> Option<usize> {
    let timed = (from + 1..group).rfind(|&at| {
        phrase.has_class(at, class::WEEKDAY | class::MONTH | class::TIME)
            || phrase.shape(at) == Some(Shape::Number)
    });
    let after_time = timed.map(|at| at + 1).filter(|&at| at < group);
    after_time.or_else(|| {
        (from + 2..group).find(|&at| {
            phrase.has_class(at, class::DETERMINER | class::TITLE | class::PERSONAL)
                && !phrase.has_class(
                    at - 1,
                    class::PREPOSITION | class::CONJUNCTION | class::DETERMINER | class::POSSESSIVE,
                )
        })
    })
}

fn opens_noun_phrase(phrase: &Phrase<'_>, at: usize) -> bool {
    if phrase.has_class(at, class::PRONOUN | class::DETERMINER | class::POSSESSIVE) {
        return true;
    }
    if phrase.has_class(
        at,
        class::SUBORDINATOR | class::BE | class::HAVE | class::DO | class::MODAL,
    ) {
        return false;
    }
    let gerund = phrase.is_lower(at) && phrase.word(at).ends_with("ing");
    !gerund
        && phrase
            .shape(at)
            .is_some_and(|s| !matches!(s, Shape::Mark(m) if m != b'$'))
}
