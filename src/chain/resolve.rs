//! Says who each source is: identity, type, and the fullest name in the document.

use super::Reading;
use super::mentions::{Mention, Mentions, name_end};
use crate::attribute::{Found, Tokens};
use crate::rules::file::SourceEntry;
use crate::rules::inflect::form;
use crate::rules::lexicon::{Hit, Part, class};
use crate::scan::within;
use crate::types::{Identity, Source, SourceType, Why};

/// How many sentences back a pronoun or a short description finds whom it means.
const REACH: usize = 6;

/// Resolves sources in the order of the text, so that each can point back to those before it.
pub struct Resolver<'a> {
    reading: &'a Reading<'a>,
    mentions: &'a Mentions,
    done: Vec<Option<Source>>,
    /// The body whose report the document is about, where its words say so.
    maker: Option<&'a Mention>,
}

/// How many tokens may stand between a report's noun and its maker ("a study carried out jointly by X").
const MAKER: usize = 12;

impl<'a> Resolver<'a> {
    /// A resolver for one document.
    pub fn new(reading: &'a Reading<'a>, mentions: &'a Mentions) -> Self {
        let maker = maker(reading, mentions);
        Self {
            reading,
            mentions,
            done: vec![None; reading.found.len()],
            maker,
        }
    }

    /// The source of every attribution, in their order.
    pub fn resolve_all(mut self) -> Vec<Source> {
        let found = self.reading.found;
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|&i| (found[i].source.as_ref().map_or(usize::MAX, |s| s.start), i));
        for i in order {
            self.done[i] = Some(self.resolve(i, &found[i]));
        }
        self.done.into_iter().flatten().collect()
    }

    fn resolve(&self, number: usize, found: &Found) -> Source {
        let Some(tokens) = found.source.clone() else {
            return source(
                None,
                Identity::Unattributed,
                SourceType::Unknown,
                "nobody is named",
            );
        };
        let span = Some(self.reading.segments.span(tokens.start, tokens.end));
        let meant = found.antecedent.clone().unwrap_or_else(|| tokens.clone());
        let mut made = self.whom(number, meant);
        let known = self
            .done
            .iter()
            .flatten()
            .find(|done| done.name.is_some() && done.name == made.name);
        if made.kind == SourceType::Person
            && let Some(known) = known.filter(|known| known.kind != SourceType::Document)
        {
            made.kind = known.kind;
        }
        made.span = span;
        made
    }

    /// Who the words `tokens` mean.
    fn whom(&self, number: usize, tokens: Tokens) -> Source {
        if tokens.len() == 1
            && self.class(
                tokens.start,
                class::PERSONAL | class::POSSESSIVE | class::OBJECT,
            )
        {
            return self.pronoun(number, tokens.start);
        }
        let core = self.core(&tokens);
        if let Some(made) = self.withheld(&tokens) {
            return made;
        }
        if let Some(made) = self.named(&tokens, &core) {
            return made;
        }
        match self.head_noun(&core) {
            Some(hit) => self.described(number, &tokens, &core, hit),
            None => self.unknown(&tokens, &core),
        }
    }

    fn class(&self, at: usize, bits: u64) -> bool {
        self.reading.segments.classes[at] & bits != 0
    }

    fn text(&self, tokens: &Tokens) -> String {
        let span = self.reading.segments.span(tokens.start, tokens.end);
        tidy(span.of(&self.reading.input.text))
    }

    fn source_hits(
        &self,
        tokens: &Tokens,
    ) -> impl Iterator<Item = (&'a Hit, &'a SourceEntry)> + use<'a> {
        let end = tokens.end as u32;
        let reading = self.reading;
        within(&reading.hits.sources, tokens.start, tokens.end)
            .iter()
            .filter(move |hit| hit.end <= end)
            .map(move |hit| (hit, &reading.rules.lexicon.sources[hit.rule as usize]))
    }

    /// The head of a source: up to its first comma, bracket, relative pronoun or preposition that is no part of a name.
    fn core(&self, tokens: &Tokens) -> Tokens {
        let segments = self.reading.segments;
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some(hit) = self.name_at(at) {
                at = hit.end as usize;
                continue;
            }
            let mark = matches!(
                segments.tokens[at].shape,
                crate::segment::Shape::Mark(b',' | b'(' | b'-' | b':')
            );
            let quantity = self.word_is(at, "of")
                && (tokens.start..at).all(|i| {
                    self.class(i, class::DETERMINER | class::PRONOUN | class::PLURAL)
                        || segments.tokens[i].shape == crate::segment::Shape::Number
                        || self.word_is(i, "part")
                });
            if quantity && at > tokens.start {
                at += 1;
                continue;
            }
            let office = self.word_is(at, "of")
                && at > tokens.start
                && at + 1 < tokens.end
                && self.class(at - 1, class::OFFICE | class::TITLE)
                && segments.tokens[at + 1].is_capital();
            if office && self.office_with_name(at + 1, tokens.end) {
                at += 1;
                continue;
            }
            let leaves = at > tokens.start
                && self.class(at, class::PREPOSITION | class::RELATIVE)
                && !(segments.tokens[at].is_capital());
            if mark && at > tokens.start || leaves {
                break;
            }
            at += 1;
        }
        tokens.start..at.min(tokens.end)
    }

    /// "of State Antony Blinken": a run of capitals longer than the office's own word.
    fn office_with_name(&self, at: usize, end: usize) -> bool {
        let run = (at..end)
            .take_while(|&i| self.reading.segments.tokens[i].is_capital())
            .count();
        run >= 3
    }

    fn name_at(&self, at: usize) -> Option<&'a Hit> {
        let names = &self.reading.hits.names;
        names
            .get(names.partition_point(|hit| (hit.start as usize) < at))
            .filter(|hit| hit.start as usize == at)
    }

    /// Identity withheld or described by access: a rule for it matches anywhere in the source.
    fn withheld(&self, tokens: &Tokens) -> Option<Source> {
        let (_, rule) = self.source_hits(tokens).find(|(_, rule)| rule.placed)?;
        let kind = match self.source_hits(tokens).next() {
            Some((_, first)) if first.r#type == Some(SourceType::Group) => SourceType::Group,
            _ => rule.r#type.unwrap_or(SourceType::Person),
        };
        let mut made = source(None, Identity::Anonymous, kind, "described by access");
        made.placed = true;
        made.why.rule = rule.id.clone();
        Some(made)
    }

    /// A source whose head is a name.
    fn named(&self, tokens: &Tokens, core: &Tokens) -> Option<Source> {
        let last = self.mentions_in(core).last();
        let at_head = last
            .filter(|mention| mention.tokens.end == core.end && self.is_head_name(core, mention));
        let body = at_head
            .is_none()
            .then(|| self.body_of(tokens, core))
            .flatten();
        if body.is_some() {
            return body;
        }
        let mention = at_head.or_else(|| self.name_beside(tokens, core))?;
        if mention.entry.is_none()
            && mention.tokens.len() == 1
            && self.source_hits(&mention.tokens).next().is_some()
        {
            return None;
        }
        let joined = self.coordinated(core);
        let mut made = self.name_of(mention, joined);
        let before = self.source_hits(&(core.start..mention.tokens.start)).last();
        if let Some((
            hit,
            SourceEntry {
                r#type: Some(kind), ..
            },
        )) = before
            && mention.entry.is_none()
            && hit.end as usize == mention.tokens.start
            && *kind != SourceType::Person
        {
            made.kind = *kind;
        }
        Some(made)
    }

    /// Whether the name that ends the head is the head: not the owner of a noun ("Russia's ministry").
    fn is_head_name(&self, core: &Tokens, mention: &Mention) -> bool {
        mention.tokens.start >= core.start
    }

    fn mentions_in(&self, tokens: &Tokens) -> impl Iterator<Item = &'a Mention> + use<'a> {
        let (start, end) = (tokens.start, tokens.end);
        let from = self
            .mentions
            .all
            .partition_point(|m| m.tokens.start < start);
        self.mentions.all[from..]
            .iter()
            .take_while(move |m| m.tokens.start < end)
            .filter(move |m| m.tokens.end <= end)
    }

    /// "the Ministry of Finance", "the Foreign Ministry": a capitalised noun of a body is its name.
    fn body_of(&self, tokens: &Tokens, core: &Tokens) -> Option<Source> {
        let (hit, rule) = self
            .source_hits(core)
            .filter(|(hit, _)| {
                self.reading.segments.tokens[hit.start as usize].is_capital()
                    && hit.start as usize > core.start
            })
            .last()?;
        let of = hit.end as usize == core.end
            && core.end + 1 < tokens.end
            && self.word_is(core.end, "of")
            && self.reading.segments.tokens[core.end + 1].is_capital();
        if hit.end as usize != core.end
            || !matches!(
                rule.r#type,
                Some(
                    SourceType::Government
                        | SourceType::Ngo
                        | SourceType::Company
                        | SourceType::Academic
                        | SourceType::Military
                        | SourceType::Igo
                        | SourceType::Outlet
                )
            )
        {
            return None;
        }
        let end = if of {
            name_end(self.reading.segments, core.end + 1, tokens)
        } else {
            core.end
        };
        let start = (core.start..hit.start as usize)
            .find(|&at| {
                self.reading.segments.tokens[at].is_capital() && !self.class(at, class::DETERMINER)
            })
            .unwrap_or(hit.start as usize);
        let mut made = source(None, Identity::Named, rule.r#type?, "a body by name");
        made.name = Some(self.text(&(start..end)));
        made.why.rule = rule.id.clone();
        Some(made)
    }

    fn word_is(&self, at: usize, word: &str) -> bool {
        self.reading.segments.tokens[at]
            .span
            .of(&self.reading.input.text)
            .eq_ignore_ascii_case(word)
    }

    /// A name in a description beside the head ("a spokesman for the party, Bo Lund"), where the head is a person's office.
    fn name_beside(&self, tokens: &Tokens, core: &Tokens) -> Option<&'a Mention> {
        let segments = self.reading.segments;
        let comma = (core.start..tokens.end).find(|&at| segments.tokens[at].is(b','))?;
        let beside = self.mentions_in(&(comma + 1..tokens.end)).next()?;
        let office = self.source_hits(core).any(|(hit, rule)| {
            rule.r#type == Some(SourceType::Person) && hit.form & form::PLURAL == 0
        });
        (office && beside.tokens.start == comma + 1 && beside.kind == SourceType::Person)
            .then_some(beside)
    }

    /// "the UK government and the US Department of Treasury": more than one name, joined.
    fn coordinated(&self, core: &Tokens) -> Option<Tokens> {
        let first = self.mentions_in(core).next()?;
        let second = self.mentions_in(core).last()?;
        let apart = first.tokens.end < second.tokens.start;
        let joined =
            apart && (first.tokens.end..second.tokens.start).any(|at| self.word_is(at, "and"));
        joined.then_some(first.tokens.start..core.end)
    }

    fn name_of(&self, mention: &Mention, joined: Option<Tokens>) -> Source {
        let text = &self.reading.input.text;
        let full = match mention.entry {
            Some(entry) => self.mentions.fullest_entry(entry),
            None if mention.kind == SourceType::Person => Some(self.mentions.fullest_person(
                self.reading.segments,
                text,
                &mention.tokens,
            )),
            None => None,
        };
        let spelt = self.mentions.spelt_out(&self.text(&mention.tokens));
        let tokens = joined
            .clone()
            .or(spelt)
            .or(full)
            .unwrap_or_else(|| mention.tokens.clone());
        let kind = self.kind(mention);
        let because = if mention.entry.is_some() {
            "a name of the registry"
        } else {
            "a name"
        };
        let mut made = source(None, Identity::Named, kind, because);
        made.name = Some(self.text(&tokens));
        if joined.is_none() {
            made.registry = mention
                .entry
                .map(|entry| self.reading.rules.lexicon.names[entry as usize].id.clone());
            if let Some(id) = &made.registry {
                made.why.rule.clone_from(id);
            }
        }
        made
    }

    /// The type of a body that the registry does not know: by the nouns in its name.
    fn kind(&self, mention: &Mention) -> SourceType {
        if mention.kind != SourceType::Unknown {
            return mention.kind;
        }
        self.source_hits(&mention.tokens)
            .filter_map(|(_, rule)| rule.r#type.filter(|t| *t != SourceType::Person))
            .last()
            .unwrap_or(SourceType::Ngo)
    }

    /// The source noun that heads the source.
    fn head_noun(&self, core: &Tokens) -> Option<(&'a Hit, &'a SourceEntry)> {
        self.source_hits(core)
            .filter(|(_, rule)| rule.identity.is_some())
            .max_by_key(|(hit, rule)| {
                (
                    hit.end,
                    std::cmp::Reverse(hit.start),
                    rule.identity == Some(Identity::Unattributed),
                )
            })
    }

    /// A source described by a noun: back to a name where it points to one.
    fn described(
        &self,
        number: usize,
        tokens: &Tokens,
        core: &Tokens,
        (hit, rule): (&Hit, &SourceEntry),
    ) -> Source {
        let plural = hit.form & form::PLURAL != 0;
        let kind = if plural {
            rule.plural_type.or(rule.r#type)
        } else {
            rule.r#type
        }
        .unwrap_or(SourceType::Unknown);
        let mut made = source(
            None,
            rule.identity.unwrap_or(Identity::Role),
            kind,
            "a noun for a source",
        );
        made.why.rule = rule.id.clone();
        if let Some((_, other)) = self
            .source_hits(core)
            .find(|(hit, r)| hit.part == Part::Phrase && r.identity == Some(Identity::Anonymous))
        {
            made.identity = Identity::Anonymous;
            made.why.rule = other.id.clone();
        } else if rule.named_by_owner && !plural && self.owned(core, hit) {
            made.identity = Identity::Named;
            made.name = Some(self.text(&(core.start..hit.end as usize)));
        } else if made.identity == Identity::Named {
            made.name = Some(self.text(&(hit.start as usize..hit.end as usize)));
        } else if let Some(named) = self.named_outlet(core, kind) {
            return named;
        } else if let Some(named) = self.pointed_back(number, tokens, core, hit, kind) {
            return Source {
                kind: if kind == SourceType::Document {
                    kind
                } else {
                    named.kind
                },
                ..named
            };
        } else if kind == SourceType::Document {
            self.name_document(tokens, hit.end as usize, &mut made);
            if made.name.is_none()
                && rule.makes_reports
                && core.end == tokens.end
                && let Some(maker) = self.maker
            {
                made = Source {
                    kind,
                    why: made.why,
                    ..self.name_of(maker, None)
                };
            }
        }
        // "Analysts at Meridian Bank" can be asked; bare "analysts" cannot.
        let tied = self.mentions_in(&(core.end..tokens.end)).next().is_some();
        if made.identity == Identity::Anonymous && rule.hedge.is_some() && tied {
            made.identity = Identity::Role;
        }
        made.placed = made.identity != Identity::Named
            && self.mentions_in(&(core.end..tokens.end)).next().is_some()
            || made.identity != Identity::Named
                && core.end < tokens.end
                && self.source_hits(&(core.end..tokens.end)).any(|(_, r)| {
                    matches!(
                        r.r#type,
                        Some(
                            SourceType::Government
                                | SourceType::Company
                                | SourceType::Military
                                | SourceType::Ngo
                        )
                    )
                });
        made
    }

    /// "the Axios news website", "state-run outlet The Paper": the name beside the noun.
    fn named_outlet(&self, core: &Tokens, kind: SourceType) -> Option<Source> {
        if kind != SourceType::Outlet {
            return None;
        }
        let mention = self
            .mentions_in(core)
            .find(|m| m.kind != SourceType::Government || m.entry.is_some())?;
        Some(Source {
            kind,
            ..self.name_of(mention, None)
        })
    }

    /// A state, a people or a name stands right before the noun.
    fn owned(&self, core: &Tokens, hit: &Hit) -> bool {
        let segments = self.reading.segments;
        let before = (core.start..hit.start as usize)
            .rev()
            .find(|&at| segments.tokens[at].is_word() && segments.tokens[at].span.len() > 2);
        before.is_some_and(|at| {
            segments.tokens[at].is_capital() && !self.class(at, class::DETERMINER)
        })
    }

    /// A document is named where its maker is.
    fn name_document(&self, tokens: &Tokens, head_end: usize, made: &mut Source) {
        let by = (head_end..tokens.end).find(|&at| {
            ["by", "from", "of"]
                .iter()
                .any(|word| self.word_is(at, word))
        });
        let maker = by
            .and_then(|at| self.mentions_in(&(at + 1..tokens.end)).next())
            .or_else(|| self.mentions_in(&(tokens.start..head_end)).last());
        if let Some(mention) = maker {
            made.identity = Identity::Named;
            made.name = Some(self.name_of(mention, None).name.unwrap_or_default());
        }
    }

    /// "the agency", "the 44-year-old": the last one of that type named before.
    fn pointed_back(
        &self,
        number: usize,
        tokens: &Tokens,
        core: &Tokens,
        hit: &Hit,
        kind: SourceType,
    ) -> Option<Source> {
        let definite = self.word_is(core.start, "the")
            || self.word_is(core.start, "this")
            || kind == SourceType::Document
                && (self.word_is(core.start, "its") || self.word_is(core.start, "their"));
        let bare = hit.start as usize <= core.start + 2 && core.end == tokens.end;
        if !definite || !bare || hit.form & form::PLURAL != 0 {
            return None;
        }
        if kind == SourceType::Person
            || self.source_hits(core).any(|(_, rule)| {
                rule.identity == Some(Identity::Anonymous) && kind != SourceType::Document
            })
        {
            return self
                .same_office(tokens.start, hit)
                .or_else(|| self.last_speaker(number, tokens.start, hit))
                .or_else(|| self.office_holder(tokens.start, hit));
        }
        if kind == SourceType::Document {
            return self.last_report(tokens.start);
        }
        // "the ministry" is the last name with a ministry in it, before any other body of the state.
        let span = self.reading.segments.tokens[hit.end as usize - 1].span;
        let noun = span.of(&self.reading.input.text).to_lowercase();
        let says = |source: &Source| {
            let name = source.name.as_deref().unwrap_or_default().to_lowercase();
            source.kind != SourceType::Person && name.split_whitespace().any(|word| word == noun)
        };
        self.last_named(tokens.start, says)
            .or_else(|| self.last_named(tokens.start, |source| kinds_agree(kind, source.kind)))
    }

    /// "the report": the last named document that spoke, or the last body that did, whose report it is.
    fn last_report(&self, before: usize) -> Option<Source> {
        let found = self.reading.found;
        let publisher = self.reading.input.publisher.as_deref();
        let spoke = |fits: &dyn Fn(SourceType) -> bool| {
            (0..found.len())
                .filter_map(|i| Some((found[i].source.as_ref()?.start, self.done[i].as_ref()?)))
                .filter(|(start, done)| {
                    *start < before
                        && done.identity == Identity::Named
                        && fits(done.kind)
                        && done.name.as_deref() != publisher
                })
                .filter(|(_, done)| {
                    done.kind != SourceType::Government
                        || done.registry.is_some()
                        || done.why.because != "a name"
                })
                .max_by_key(|(start, _)| *start)
                .map(|(_, done)| done.clone())
        };
        let made = self.maker.filter(|maker| {
            Some(maker).map(|m| self.name_of(m, None).name)
                != Some(self.reading.input.publisher.clone())
        });
        let best = made
            .map(|maker| self.name_of(maker, None))
            .or_else(|| spoke(&|kind| kind == SourceType::Document))
            .or_else(|| {
                spoke(&|kind| {
                    !matches!(
                        kind,
                        SourceType::Person
                            | SourceType::Group
                            | SourceType::Outlet
                            | SourceType::Social
                    )
                })
            })?;
        Some(Source {
            kind: SourceType::Document,
            why: Why {
                rule: best.why.rule.clone(),
                because: "points back to a name",
            },
            ..best
        })
    }

    /// "the former president": the person who spoke last, where an office or a person is described and the talk is still theirs.
    fn last_speaker(&self, number: usize, before: usize, noun: &Hit) -> Option<Source> {
        let rule = &self.reading.rules.lexicon.sources[noun.rule as usize];
        if rule.identity != Some(Identity::Role)
            || rule.r#type != Some(SourceType::Person)
            || !rule.resumes
        {
            return None;
        }
        let found = self.reading.found;
        let sentence = found[number].sentence;
        (0..found.len())
            .filter_map(|i| {
                Some((
                    found[i].source.clone()?,
                    found[i].sentence,
                    self.done[i].as_ref()?,
                ))
            })
            .filter(|(tokens, at, _)| tokens.start < before && at + 2 >= sentence)
            .max_by_key(|(tokens, ..)| tokens.start)
            .filter(|(.., done)| {
                done.identity == Identity::Named && done.kind == SourceType::Person
            })
            .map(|(.., done)| Source {
                why: Why {
                    rule: done.why.rule.clone(),
                    because: "goes on about the last speaker",
                },
                ..done.clone()
            })
    }

    /// "the former president": whoever has the office before the name ("former President Ana Lind").
    fn office_holder(&self, before: usize, noun: &Hit) -> Option<Source> {
        let words = &self.reading.segments.words;
        let office = words[noun.end as usize - 1];
        let held = |m: &&Mention| {
            m.kind == SourceType::Person
                && m.tokens.start > 0
                && words[m.tokens.start - 1] == office
        };
        let holder = self
            .mentions
            .all
            .iter()
            .filter(|m| m.tokens.start < before)
            .rfind(held)?;
        Some(Source {
            why: Why {
                rule: String::new(),
                because: "points back to a name",
            },
            ..self.name_of(holder, None)
        })
    }

    /// The last named source before that was described by the same noun ("the spokeswoman").
    fn same_office(&self, before: usize, noun: &Hit) -> Option<Source> {
        let found = self.reading.found;
        (0..found.len())
            .filter_map(|i| Some((found[i].source.clone()?, self.done[i].as_ref()?)))
            .filter(|(tokens, done)| tokens.start < before && done.identity == Identity::Named)
            .filter(|(tokens, _)| {
                self.source_hits(tokens).any(|(hit, _)| {
                    self.reading.segments.words[hit.start as usize]
                        == self.reading.segments.words[noun.start as usize]
                })
            })
            .max_by_key(|(tokens, _)| tokens.start)
            .map(|(_, done)| Source {
                why: Why {
                    rule: done.why.rule.clone(),
                    because: "points back to a name",
                },
                ..done.clone()
            })
    }

    /// The last source named before, or body mentioned, that `fits`.
    fn last_named(&self, before: usize, fits: impl Fn(&Source) -> bool) -> Option<Source> {
        let found = self.reading.found;
        let source = (0..found.len())
            .filter(|&i| found[i].source.as_ref().is_some_and(|s| s.start < before))
            .filter_map(|i| Some((found[i].source.as_ref()?.start, self.done[i].as_ref()?)))
            .filter(|(_, s)| s.identity == Identity::Named && fits(s))
            .max_by_key(|(start, _)| *start)
            .map(|(start, s)| (start, s.clone()));
        let mention = self
            .mentions
            .all
            .iter()
            .rev()
            .filter(|m| {
                m.tokens.start < before && !(m.entry.is_none() && m.kind == SourceType::Government)
            })
            .filter(|m| m.subject || source.is_none())
            .map(|m| (m.tokens.start, self.name_of(m, None)))
            .find(|(_, s)| fits(s));
        let best = match (source, mention) {
            (Some(a), Some(b)) if b.0 > a.0 && b.1.kind != SourceType::Person => b.1,
            (Some(a), _) => a.1,
            (None, Some(b)) => b.1,
            (None, None) => return None,
        };
        Some(Source {
            why: Why {
                rule: best.why.rule.clone(),
                because: "points back to a name",
            },
            placed: false,
            ..best
        })
    }

    /// "he", "she", "it", "they": whoever was last the source or subject and fits.
    fn pronoun(&self, number: usize, at: usize) -> Source {
        let word = self.reading.segments.tokens[at]
            .span
            .of(&self.reading.input.text)
            .to_lowercase();
        if matches!(word.as_str(), "i" | "we" | "my" | "our" | "me" | "us") {
            return self.speaker(number);
        }
        let thing = matches!(word.as_str(), "it" | "its");
        let many = matches!(word.as_str(), "they" | "their" | "them");
        let sentence = self.reading.found[number].sentence;
        let best = self.candidates(at, sentence).into_iter().filter(|(_, s)| {
            if thing {
                s.kind != SourceType::Person && s.kind != SourceType::Group
            } else if many {
                true
            } else {
                s.kind == SourceType::Person
                    || s.identity == Identity::Role && s.kind == SourceType::Government
            }
        });
        let best =
            best.max_by(|a, b| (a.0 + bonus(&a.1, many)).total_cmp(&(b.0 + bonus(&b.1, many))));
        match best {
            Some((_, found)) => Source {
                why: Why {
                    rule: found.why.rule.clone(),
                    because: "a pronoun",
                },
                ..found
            },
            None if thing => source(
                None,
                Identity::Anonymous,
                SourceType::Unknown,
                "a pronoun without a name before it",
            ),
            None => source(
                None,
                Identity::Anonymous,
                if many {
                    SourceType::Group
                } else {
                    SourceType::Person
                },
                "a pronoun without a name before it",
            ),
        }
    }

    /// Sources and names before token `at`, with how likely a pronoun there means them.
    fn candidates(&self, at: usize, sentence: usize) -> Vec<(f64, Source)> {
        let found = self.reading.found;
        let mut out = Vec::new();
        for (i, f) in found.iter().enumerate() {
            let (Some(tokens), Some(done)) = (&f.source, &self.done[i]) else {
                continue;
            };
            if tokens.start >= at
                || done.identity == Identity::Unattributed
                || f.sentence + REACH < sentence
            {
                continue;
            }
            let nested = if f.parent.is_some() { 0.7 } else { 0.0 };
            out.push((
                3.0 - nested - (sentence - f.sentence.min(sentence)) as f64
                    + tokens.start as f64 * 1e-6,
                done.clone(),
            ));
        }
        for mention in self
            .mentions
            .all
            .iter()
            .rev()
            .filter(|m| m.tokens.start < at)
            .take(12)
        {
            if mention.sentence + 3 < sentence {
                break;
            }
            if mention.kind == SourceType::Person && !self.mentions.is_person(self.reading, mention)
            {
                continue;
            }
            let subject = if mention.subject { 1.9 } else { 0.0 };
            let score = subject - 1.1 * (sentence - mention.sentence.min(sentence)) as f64
                + mention.tokens.start as f64 * 1e-6
                + 0.6;
            out.push((score, self.name_of(mention, None)));
        }
        out
    }

    /// "I", "we" inside somebody's words: that somebody.
    fn speaker(&self, number: usize) -> Source {
        let parent = self.reading.found[number]
            .parent
            .and_then(|p| self.done[p].clone());
        match parent {
            Some(parent) => Source {
                why: Why {
                    rule: parent.why.rule.clone(),
                    because: "the speaker",
                },
                ..parent
            },
            None => source(None, Identity::Named, SourceType::Outlet, "the writer"),
        }
    }

    /// A source that no rule describes.
    fn unknown(&self, tokens: &Tokens, core: &Tokens) -> Source {
        let segments = self.reading.segments;
        let plain =
            class::DEMONYM | class::DETERMINER | class::PRONOUN | class::OFFICE | class::BODY;
        if core
            .clone()
            .all(|at| segments.tokens[at].is_capital() && !self.class(at, plain))
        {
            let full = self
                .mentions
                .fullest_person(segments, &self.reading.input.text, core);
            let mut made = source(None, Identity::Named, SourceType::Person, "a name");
            made.name = Some(self.text(&full));
            return made;
        }
        // "the 44-year-old"
        if core.len() == 2
            && self.word_is(core.start, "the")
            && let Some(named) = self.last_named(tokens.start, |s| s.kind == SourceType::Person)
        {
            return named;
        }
        if let Some((_, rule)) = self.source_hits(tokens).find(|(_, r)| r.identity.is_some()) {
            let mut made = source(
                None,
                rule.identity.unwrap_or(Identity::Role),
                rule.r#type.unwrap_or(SourceType::Unknown),
                "a noun beside it",
            );
            made.why.rule = rule.id.clone();
            return made;
        }
        let vague = self.class(core.start, class::DETERMINER | class::PRONOUN) && core.len() == 1
            || self.word_is(core.start, "one")
            || self.word_is(core.start, "another");
        let identity = if vague {
            Identity::Anonymous
        } else {
            Identity::Role
        };
        let last = self.reading.segments.tokens[core.end.max(core.start + 1) - 1]
            .span
            .of(&self.reading.input.text);
        let kind = if last.ends_with('s') {
            SourceType::Group
        } else {
            SourceType::Person
        };
        source(None, identity, kind, "no rule describes it")
    }
}

fn bonus(source: &Source, many: bool) -> f64 {
    let group = matches!(source.kind, SourceType::Group)
        || source.name.as_deref().is_some_and(|n| n.contains(" and "))
        || source.kind == SourceType::Government && source.identity == Identity::Role;
    match (many, group, source.kind) {
        (true, true, _) => 2.0,
        (true, false, SourceType::Person) => -1.5,
        _ => 0.0,
    }
}

/// Whether a noun of one type may point back to a name of another.
fn kinds_agree(noun: SourceType, name: SourceType) -> bool {
    use SourceType::{Academic, Company, Government, Igo, Military, Ngo, Person, ThinkTank};
    noun == name
        || matches!(
            (noun, name),
            (Ngo, Igo | Company | ThinkTank | Military)
                | (Government, Igo | Military)
                | (Academic, ThinkTank)
                | (ThinkTank, Academic)
        )
        || noun == Person && name == Person
}

fn source(
    span: Option<crate::types::Span>,
    identity: Identity,
    kind: SourceType,
    because: &'static str,
) -> Source {
    Source {
        span,
        identity,
        kind,
        name: None,
        registry: None,
        placed: false,
        why: Why {
            rule: String::new(),
            because,
        },
    }
}

/// A name as written, on one line.
fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The body whose report a document retells: "a report by X", "an X survey", "the research was carried out by X".
fn maker<'a>(reading: &'a Reading<'a>, mentions: &'a Mentions) -> Option<&'a Mention> {
    let documents = reading.hits.sources.iter().filter(|hit| {
        let rule = &reading.rules.lexicon.sources[hit.rule as usize];
        rule.r#type == Some(SourceType::Document) && rule.makes_reports
    });
    let body = |m: &&&Mention| {
        match m.kind {
            SourceType::Person | SourceType::Outlet | SourceType::Social => false,
            // A state's name alone.
            SourceType::Government => m.entry.is_some(),
            _ => true,
        }
    };
    let text = reading.input.text.as_str();
    for hit in documents {
        let (start, end) = (hit.start as usize, hit.end as usize);
        let before = mentions.all.iter().find(|m| m.tokens.end == start);
        let sentence = reading
            .segments
            .sentences
            .partition_point(|s| s.range().end <= start);
        let limit = reading
            .segments
            .sentences
            .get(sentence)
            .map_or(end, |s| s.range().end)
            .min(end + MAKER);
        let by = (end..limit).find(|&at| {
            ["by", "from"].iter().any(|w| {
                reading.segments.tokens[at]
                    .span
                    .of(text)
                    .eq_ignore_ascii_case(w)
            })
        });
        let after = by.and_then(|by| {
            mentions
                .all
                .iter()
                .find(|m| m.tokens.start > by && m.tokens.start <= by + 4)
        });
        if let Some(found) = before.iter().chain(after.iter()).find(body) {
            return Some(found);
        }
    }
    None
}
