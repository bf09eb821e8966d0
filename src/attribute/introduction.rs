//! Introductions: "From the Port Ledger: C", and a line "The Port Ledger reports:" before the passage that it quotes.

use super::phrase::Phrase;
use super::{Attributed, Found, Tokens, channel, headline, meet, subject};
use crate::rules::Rules;
use crate::rules::file::Frame;
use crate::rules::lexicon::{Hit, Part, class};
use crate::scan::within;
use crate::types::{Relation, SourceType};

/// The longest name of an outlet and of somebody who writes for it, in tokens.
const NAME: usize = 12;
/// How many tokens before a noun for words its article stands at most.
const DESCRIBED: usize = 6;
/// A rest of a sentence shorter than this, in tokens, is no content.
const CONTENT: usize = 3;

/// Gives what a colon introduces to the source that the words before it name, where no attribution that
/// asserts holds it yet, and tells whether there is any such.
pub fn introduce(text: &str, read: &Attributed, rules: &Rules, found: &mut Vec<Found>) -> bool {
    let reading = Reading { text, read, rules };
    let mut changed = false;
    for number in (0..read.segments.sentences.len()).filter(|&i| read.kept[i]) {
        let phrase = reading.phrase(number);
        let made = marks(&phrase)
            .find_map(|mark| reading.introduced(&phrase, mark, found))
            .or_else(|| titled(&phrase, found).map(|made| (made, None)));
        if let Some((made, instead)) = made {
            changed = true;
            match instead.and_then(|at| found.get_mut(at)) {
                Some(idle) => *idle = made,
                None => found.push(made),
            }
        }
    }
    changed
}

struct Reading<'a> {
    text: &'a str,
    read: &'a Attributed,
    rules: &'a Rules,
}

/// Who is introduced, and by which words; by none where the mark alone does it.
struct Lead {
    source: Tokens,
    antecedent: Option<Tokens>,
    cue: Option<Tokens>,
    rule: String,
    relation: Relation,
    /// It prints what it is the source of, so that the words need no quotation marks.
    printed: bool,
}

/// What is introduced, and the sentence in which it begins.
struct Passage {
    sentence: usize,
    content: Tokens,
    quoted: bool,
}

impl Lead {
    /// An outlet and the words that introduce it; none where the mark alone does.
    fn new(source: Tokens, cue: Tokens, relation: Relation) -> Self {
        Self {
            source,
            antecedent: None,
            cue: (!cue.is_empty()).then_some(cue),
            rule: String::new(),
            relation,
            printed: true,
        }
    }

    fn of(self, passage: Passage) -> Found {
        let mut made = Found::new(
            passage.sentence,
            self.relation,
            &self.rule,
            "introduced by a colon",
        );
        made.source = Some(self.source);
        made.antecedent = self.antecedent;
        made.cue = self.cue;
        made.content.push(passage.content);
        made.quoted = passage.quoted;
        made
    }
}

/// Whether an attribution holds what is introduced, or has the same source or cue for a part of it.
fn holds(found: &Found, lead: &Lead, passage: &Passage) -> bool {
    let first = passage.content.start;
    let same = has_source(found, lead) || lead.cue.is_some() && found.cue == lead.cue;
    found.content.iter().any(|c| {
        same && meet(c, &passage.content)
            || c.contains(&first) && found.cue.as_ref().is_none_or(|cue| cue.end <= first)
    })
}

fn has_source(found: &Found, lead: &Lead) -> bool {
    let source = found.source.as_ref();
    source.is_some_and(|source| meet(source, &lead.source))
}

/// The marks of a sentence that may introduce what follows them: colons, and dashes with space round them, in no
/// quotation.
fn marks(phrase: &Phrase<'_>) -> impl Iterator<Item = usize> {
    (phrase.low + 1..phrase.high)
        .filter(|&at| phrase.is(at, b':') || headline::is_spaced_dash(phrase, at))
        .filter(|&at| phrase.quote_round(at).is_none_or(|quote| !quote.closed))
}

/// "From X:", "Via Ana Lind of X:", "As reported by X:": words that introduce, then an outlet; "X –", nothing but an outlet.
fn opened(phrase: &Phrase<'_>, mark: usize) -> Option<Lead> {
    if phrase.is(mark, b'-') {
        return bare(phrase, mark);
    }
    let first = (phrase.low..mark).find(|&at| !phrase.is_mark(at))?;
    let introduces = |at: &usize| phrase.has_class(*at, class::INTRODUCING);
    let after_cue = |at: usize| {
        let mut cues = within(&phrase.hits.cues, first, at).iter();
        cues.any(|hit| {
            let end = hit.end as usize;
            let verb = hit.part == Part::Verb && end == at && at <= first + 2;
            let ends_cue = phrase.cue(hit).has(Frame::SourceAfter) && end == at + 1;
            verb || ends_cue && hit.start as usize == first
        })
    };
    let opens = |&at: &usize| at == first || phrase.is_capital(at) || after_cue(at);
    let whole = (first..mark).rfind(|at| introduces(at) && opens(at));
    let opener = whole.or_else(|| letting(phrase, first..mark))?;
    let end = opener + (opener..mark).take_while(introduces).count();
    let name = (end..mark).take_while(|&at| in_name(phrase, at)).count();
    let source = phrase.trimmed(end..end + name);
    let ends = whole.is_none() || end + name == mark;
    let named = ends && source.len() <= NAME && names_outlet(phrase, &source);
    named.then(|| Lead::new(source, opener..end, Relation::Report))
}

/// "I'll let X tell you how it went:": where a word that introduces stands after a modal verb.
fn letting(phrase: &Phrase<'_>, range: Tokens) -> Option<usize> {
    let mut after_modal = range
        .clone()
        .skip(1)
        .filter(|&at| phrase.has_class(at - 1, class::MODAL));
    let opener = after_modal.find(|&at| phrase.has_class(at, class::INTRODUCING))?;
    (!phrase.any_finite(opener..range.end)).then_some(opener)
}

/// "The Port Ledger – C": the outlet's name opens the sentence, alone. At the head of a text it is the publisher's sign.
fn bare(phrase: &Phrase<'_>, mark: usize) -> Option<Lead> {
    let range = phrase.low..mark;
    let alone = phrase.sentence > 0
        && range.len() <= NAME
        && range
            .clone()
            .all(|at| phrase.is_capital(at) || phrase.has_class(at, class::DETERMINER));
    (alone && names_outlet(phrase, &range)).then(|| Lead::new(range, mark..mark, Relation::Report))
}

/// Whether a token may stand in the name of an outlet and of somebody who writes for it.
fn in_name(phrase: &Phrase<'_>, at: usize) -> bool {
    phrase.is_capital(at)
        || phrase.is_mark(at)
        || phrase.possessive_clitic(at)
        || phrase.has_class(
            at,
            class::DEFINITE | class::PREPOSITION | class::CONJUNCTION,
        )
}

/// "X reports:", "as X noted on Monday:": a report whose content follows the colon.
fn reported(phrase: &Phrase<'_>, colon: usize, found: &[Found]) -> Option<Lead> {
    let hit = within(&phrase.hits.cues, phrase.low, colon)
        .iter()
        .filter(|hit| hit.part == Part::Verb)
        .rfind(|hit| phrase.finite_cue(hit.start as usize))?;
    let cue = phrase.cue(hit);
    let speaks = matches!(cue.rule.relation, Relation::Say | Relation::Report);
    let ends = phrase.opens_quote(colon + 1) || !phrase.any_finite(cue.end..colon);
    if phrase.vetoed(&cue) || !speaks || !ends || !phrase.is(colon, b':') {
        return None;
    }
    let known = found.iter().find(|f| f.cue == Some(cue.tokens()));
    let subject = subject::before(phrase, subject::group(phrase, cue.start).start)?;
    let source = known.and_then(|f| f.source.clone());
    let source = source.unwrap_or(subject.tokens);
    Some(Lead {
        antecedent: subject.antecedent,
        rule: cue.rule.id.clone(),
        ..Lead::new(source, cue.tokens(), cue.rule.relation)
    })
    .map(|lead| Lead {
        printed: names_outlet(phrase, &lead.source),
        ..lead
    })
}

/// "X has more:", "X has the story:": an outlet that has what follows; "X had a headline today: C".
fn offered(phrase: &Phrase<'_>, colon: usize) -> Option<Lead> {
    let has = (phrase.low..colon).find(|&at| phrase.has_class(at, class::HAVE))?;
    let source = phrase.low..has;
    let end = (has..colon)
        .find(|&at| phrase.is(at, b'('))
        .unwrap_or(colon);
    let bracket_ends = end == colon || phrase.is(colon - 1, b')');
    let titled = names_document(phrase, has..end);
    let named = source.len() <= NAME
        && source.clone().all(|at| in_name(phrase, at))
        && names_outlet(phrase, &source)
        && !phrase.any_finite(has + 1..end)
        && bracket_ends
        && phrase.is(colon, b':')
        && (titled || colon + 1 == phrase.high);
    named.then(|| Lead::new(source, has..has + 1, Relation::Report))
}

/// "X gave this answer:", "X issued the following statement:": a noun for words, which follow.
fn worded(phrase: &Phrase<'_>, colon: usize) -> Option<Lead> {
    let noun = |hits| {
        let mut hits = within(hits, phrase.low, colon).iter();
        hits.find(|hit| hit.part == Part::Noun && hit.end as usize == colon)
    };
    let cue = noun(&phrase.hits.cues);
    let first = cue.or_else(|| noun(&phrase.hits.channels))?.start as usize;
    let near = first.saturating_sub(DESCRIBED).max(phrase.low)..first;
    let start = near
        .rev()
        .find(|&at| phrase.has_class(at, class::DETERMINER))?;
    let verb = start.checked_sub(1)?;
    let gives = phrase.has_class(verb, class::ISSUING | class::HAVE);
    let subject = subject::before(phrase, subject::group(phrase, verb).start)?;
    let mut lead = Lead::new(subject.tokens, start..colon, Relation::Say);
    lead.rule = cue.map_or_else(String::new, |hit| phrase.cue(hit).rule.id.clone());
    (gives && phrase.is(colon, b':') && !phrase.any_finite(start..first)).then_some(lead)
}

/// "X ran an article titled “C”", "in an X post titled “C”": the title of what an outlet prints, where it is a statement.
fn titled(phrase: &Phrase<'_>, found: &[Found]) -> Option<Found> {
    let hits = within(&phrase.hits.cues, phrase.low, phrase.high).iter();
    hits.filter(|hit| phrase.cue(hit).has(Frame::Title))
        .find_map(|hit| {
            let cue = phrase.cue(hit);
            let quote = phrase.quote_opening(cue.end + usize::from(phrase.is(cue.end, b',')))?;
            let content = phrase.trimmed(quote.open as usize + 1..quote.close as usize);
            let states = content.len() >= CONTENT && states(phrase, content.clone());
            let source = printer(phrase, cue.start).filter(|_| states)?;
            let mut lead = Lead::new(source, cue.tokens(), cue.rule.relation);
            lead.rule = cue.rule.id.clone();
            let passage = Passage {
                sentence: phrase.sentence,
                content,
                quoted: true,
            };
            let held = found.iter().any(|f| f.asserts && holds(f, &lead, &passage));
            (!held).then(|| lead.of(passage))
        })
}

/// The outlet that prints what is titled at `at`: named with it ("a Port Ledger article | titled"), or the sentence's subject.
fn printer(phrase: &Phrase<'_>, at: usize) -> Option<Tokens> {
    let end = (phrase.low..at).rfind(|&i| !phrase.is_adverb(i) && !phrase.is(i, b','))? + 1;
    let printed = channel::described_from(phrase, end)..end;
    if !names_document(phrase, printed.clone()) {
        return None;
    }
    if names_outlet(phrase, &printed) {
        return Some(printed);
    }
    let opens = phrase.low + usize::from(phrase.has_class(phrase.low, class::DETERMINER));
    let name = phrase.name_in(opens..opens + NAME);
    let name = name.filter(|hit| hit.start as usize == opens);
    let subject = phrase.low..name?.end as usize;
    names_outlet(phrase, &subject).then_some(subject)
}

/// Whether a noun for a document stands in `range`.
fn names_document(phrase: &Phrase<'_>, range: Tokens) -> bool {
    let mut nouns = phrase.source_hits(range);
    nouns.any(|hit| {
        let rule = &phrase.lexicon.sources[hit.rule as usize];
        rule.r#type == Some(SourceType::Document)
    })
}

/// Whether a title states something: a finite verb stands in it, or what looks like one: in -s after a name ("Lind defends
/// the ban"), in -ed before a preposition ("Riots Staged to Bring in the Ban").
fn states(phrase: &Phrase<'_>, title: Tokens) -> bool {
    let third = |at: usize| {
        let word = phrase.word(at);
        let ends = word.ends_with('s') && !word.ends_with("ss");
        ends && phrase.is_lower(at) && phrase.is_capital(at - 1)
    };
    let past =
        |at: usize| phrase.word(at).ends_with("ed") && phrase.has_class(at + 1, class::PREPOSITION);
    phrase.any_finite(title.clone()) || title.skip(1).any(|at| third(at) || past(at))
}

/// Whether an outlet or another body that publishes is named in `range`: one of the registry, or a name that ends as those
/// of outlets do.
fn names_outlet(phrase: &Phrase<'_>, range: &Tokens) -> bool {
    let publishes = |hit: &Hit| {
        let kind = phrase.lexicon.names[hit.rule as usize].r#type;
        matches!(
            kind,
            SourceType::Outlet | SourceType::ThinkTank | SourceType::Ngo | SourceType::Company
        )
    };
    within(&phrase.hits.names, range.start, range.end)
        .iter()
        .any(publishes)
        || range.clone().skip(1).any(|at| {
            phrase.has_class(at, class::OUTLET_BODY)
                && phrase.is_capital(at)
                && phrase.is_capital(at - 1)
        })
}

impl<'a> Reading<'a> {
    /// The attribution that the mark at `mark` makes, and the number of one that holds the same but asserts nothing.
    fn introduced(
        &self,
        phrase: &Phrase<'_>,
        mark: usize,
        found: &[Found],
    ) -> Option<(Found, Option<usize>)> {
        let lead = opened(phrase, mark)
            .or_else(|| reported(phrase, mark, found))
            .or_else(|| offered(phrase, mark))
            .or_else(|| worded(phrase, mark))?;
        let passage = self.passage(phrase, mark, &lead)?;
        let held = found.iter().any(|f| f.asserts && holds(f, &lead, &passage));
        let idle = |f: &Found| !f.asserts && has_source(f, &lead) && holds(f, &lead, &passage);
        let instead = found.iter().position(idle);
        (!held).then(|| (lead.of(passage), instead))
    }

    fn phrase(&self, number: usize) -> Phrase<'a> {
        Phrase::new(
            self.text,
            &self.read.segments,
            &self.read.hits,
            &self.rules.lexicon,
            number,
        )
    }

    /// The rest of the sentence after the mark; where nothing is left of it, what follows.
    fn passage(&self, phrase: &Phrase<'_>, mark: usize, lead: &Lead) -> Option<Passage> {
        if let Some(quote) = phrase.quote_opening(mark + 1) {
            let content = quote.open as usize + 1..quote.close as usize;
            return (content.len() >= CONTENT).then_some(Passage {
                sentence: phrase.sentence,
                content,
                quoted: true,
            });
        }
        let rest = phrase.trimmed(mark + 1..phrase.high);
        if rest.len() >= CONTENT {
            let prints = lead.printed || lead.relation == Relation::Report;
            return (prints && phrase.any_finite(rest.clone())).then_some(Passage {
                sentence: phrase.sentence,
                content: rest,
                quoted: false,
            });
        }
        let nothing = rest.is_empty() && phrase.is(mark, b':');
        nothing.then(|| self.following(phrase, lead))?
    }

    /// The quotation that follows an introduction; the paragraph, or in the same line the sentence, where an outlet is
    /// introduced.
    fn following(&self, phrase: &Phrase<'_>, lead: &Lead) -> Option<Passage> {
        let number = phrase.sentence + 1;
        let sentences = &self.read.segments.sentences;
        let line = sentences
            .get(number)
            .filter(|_| self.read.kept[number])?
            .line;
        let here = sentences[phrase.sentence].line;
        let next = self.phrase(number);
        if line > here + 1 || next.is_heading() {
            return None;
        }
        let passage = |content, quoted| Passage {
            sentence: number,
            content,
            quoted,
        };
        if let Some(quote) = next.quote_opening(next.low) {
            let content = quote.open as usize + 1..quote.close as usize;
            return (content.len() >= CONTENT).then(|| passage(content, true));
        }
        let introduces = next.is(next.high - 1, b':');
        if !lead.printed || introduces {
            return None;
        }
        let end = match line == here {
            true => next.high,
            false => {
                sentences[number..]
                    .iter()
                    .take_while(|s| s.line == line)
                    .last()?
                    .range()
                    .end
            }
        };
        Some(passage(next.trimmed(next.low..end), false))
    }
}
