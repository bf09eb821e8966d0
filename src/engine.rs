//! The engine: compiles a pack, and alone knows the order of the stages.

use std::sync::Arc;

use crate::attribute::{self, Attributed};
use crate::boilerplate::{self, Boilerplate, Kept};
use crate::chain::{self, Chained, Draft, Reading};
use crate::flag::{self, ClaimView};
use crate::hedge;
use crate::models::Models;
use crate::rules::condition::CompiledFlags;
use crate::rules::lexicon::Lexicon;
use crate::rules::problem::Problem;
use crate::rules::terms::{self, ClaimTerms, Terms};
use crate::rules::{Code, Diagnostics, Entry, Finding, KeyPath, Pack, Place, Rules};
use crate::scan;
use crate::score::{self, Registry, Triage, TriageInput};
use crate::segment::{self, Segments, Sentence};
use crate::tag::{self, Tagger};
use crate::types::{Analysis, Claim, Grounds, Hedge, Input, Scores, TriagePart};

/// Compiled rules and the stages that read them. Cheap to clone, shared by threads.
#[derive(Debug, Clone)]
pub struct Engine {
    compiled: Arc<Compiled>,
    models: Models,
}

#[derive(Debug)]
struct Compiled {
    rules: Rules,
    registry: Registry,
    triage: Triage,
}

impl Engine {
    /// An engine that follows the rules of `pack`, and them alone.
    ///
    /// # Errors
    ///
    /// Everything in the pack that cannot be compiled, each with its place.
    pub fn compile(pack: &Pack) -> Result<Self, Diagnostics> {
        let mut findings = Vec::new();
        let compiled = compile(pack, &mut findings);
        match compiled {
            Some(compiled) if findings.is_empty() => Ok(Self {
                compiled: Arc::new(compiled),
                models: Models::none(),
            }),
            _ => Err(Diagnostics::of_findings(&pack.files, findings)),
        }
    }

    /// The engine with these models beside its rules.
    pub fn with_models(self, models: Models) -> Self {
        Self { models, ..self }
    }

    /// The rules that it follows.
    pub fn rules(&self) -> &Rules {
        &self.compiled.rules
    }

    /// The bodies that its rules know, as scoring asks for them.
    pub fn registry(&self) -> &Registry {
        &self.compiled.registry
    }

    /// Finds the attributions, claims, chains, hedges, scores and flags of one document.
    pub fn analyse(&self, input: &Input) -> Analysis {
        let rules = self.rules();
        let text = input.text.as_str();
        let Attributed {
            segments,
            kept,
            dropped,
            hits,
            found,
            occasions,
        } = self.attributed(text);
        let reading = Reading {
            input,
            segments: &segments,
            hits: &hits,
            kept: &kept,
            dropped: &dropped,
            found: &found,
            occasions: &occasions,
            rules,
        };
        let Chained {
            attributions,
            drafts,
        } = chain::chain(&reading);
        let document = hedge::Document {
            text,
            segments: &segments,
            hits: &hits,
            kept: &kept,
            attributions: &attributions,
            rules,
        };
        let decided = hedge::hedges(document, self.models.hedges.as_deref());
        let held = hedge::of_claims(&drafts, &decided);
        let hedges: Vec<Hedge> = decided.into_iter().map(|d| d.hedge).collect();
        let spans = drafts
            .iter()
            .map(|draft| (draft.span, segments.sentences[draft.sentence].span));
        let terms = rules.terms.of_claims(text, spans);
        let scores = self.scores(text, &segments.sentences, &drafts, &held, &hedges, &terms);
        let mut claims: Vec<Claim> = drafts
            .into_iter()
            .zip(held)
            .zip(scores)
            .map(|((draft, held), scores)| claim(&segments, draft, held, scores))
            .collect();
        self.flag(text, &mut claims, &hedges, &terms);
        let check_worthiness = claims
            .iter()
            .map(|c| c.scores.check_worthiness)
            .fold(0.0, f64::max);
        Analysis {
            attributions,
            hedges,
            claims,
            check_worthiness,
            dropped,
        }
    }

    /// The tagger, where there is one and the pack trusts it at all.
    fn tagger(&self) -> Option<&Tagger> {
        let tagger = self.models.tagger.as_deref();
        tagger.filter(|_| tag::overrule::asks(self.rules()))
    }

    /// Cuts a text and finds its attributions by rules alone: what the tagger weighs, and is trained on.
    pub fn attribute(&self, text: &str) -> Attributed {
        let rules = self.rules();
        let segments = segment::segment(text, &rules.lexicon);
        let Kept { kept, dropped } = boilerplate::mark(text, &segments, &rules.boilerplate);
        let hits = scan::scan(text, &segments, &kept, &rules.lexicon);
        let found = attribute::attribute(text, &segments, &hits, &kept, rules);
        Attributed {
            segments,
            kept,
            dropped,
            hits,
            found,
            occasions: Vec::new(),
        }
    }

    /// Cuts a text and finds its attributions, by rules and the tagger.
    fn attributed(&self, text: &str) -> Attributed {
        let rules = self.rules();
        let mut read = self.attribute(text);
        if let Some(tagger) = self.tagger() {
            read.found = tag::weigh(text, &read, rules, tagger);
        }
        attribute::continue_speech(text, read, rules)
    }

    /// On what grounds the tagger read each attribution of [`Engine::analyse`]; nothing where no tagger was asked.
    pub fn why_read(&self, input: &Input) -> Vec<Grounds> {
        let text = input.text.as_str();
        let Some(tagger) = self.tagger() else {
            return Vec::new();
        };
        let read = self.attribute(text);
        let found = self.attributed(text).found;
        tag::why(text, &read, self.rules(), tagger, &found)
    }

    /// What makes up the check-worthiness of a claim of `input`.
    pub fn why_worth(&self, input: &Input, claim: &Claim) -> Vec<TriagePart> {
        let text = input.text.as_str();
        let spans = std::iter::once((claim.span, claim.sentence));
        let terms = self.rules().terms.of_claims(text, spans);
        let scores = &claim.scores;
        let sentence = claim.sentence.of(text);
        let model = self.models.worth.as_deref();
        let triage = |terms| {
            self.compiled.triage.parts(TriageInput {
                claim: claim.span.of(text),
                sentence,
                learned: model.map(|model| model.learned(sentence)),
                terms,
                sourcing: scores.sourcing.value,
                commitment: scores.commitment.value,
            })
        };
        terms.first().map(triage).unwrap_or_default()
    }

    /// The scores of each draft.
    fn scores<'d>(
        &'d self,
        text: &str,
        sentences: &[Sentence],
        drafts: &'d [Draft],
        held: &[Vec<usize>],
        hedges: &[Hedge],
        terms: &[ClaimTerms],
    ) -> Vec<Scores> {
        let Compiled {
            rules,
            registry,
            triage,
        } = &*self.compiled;
        let mut scorer = score::Scorer::new(registry, &rules.scoring);
        let model = self.models.worth.as_deref();
        let mut last = None;
        let score = |((draft, held), terms): ((&'d Draft, &Vec<usize>), &ClaimTerms)| {
            let hedging = held.iter().map(|&i| {
                score::Hedging::from((hedges[i].category, hedges[i].range, draft.sentence))
            });
            let hedging: Vec<score::Hedging> = hedging.collect();
            let (sourcing, commitment) = scorer.claim(&draft.chain, &hedging, draft.polarity);
            let sentence = sentences[draft.sentence].span.of(text);
            // Claims of one sentence come one after the other.
            let learned = match last.take() {
                Some((number, learned)) if number == draft.sentence => learned,
                _ => model.map(|model| model.learned(sentence)),
            };
            last = Some((draft.sentence, learned));
            let check_worthiness = triage.worth(TriageInput {
                claim: draft.span.of(text),
                sentence,
                learned,
                terms,
                sourcing: sourcing.value,
                commitment: commitment.value,
            });
            Scores {
                sourcing,
                commitment,
                check_worthiness,
            }
        };
        drafts.iter().zip(held).zip(terms).map(score).collect()
    }

    fn flag(&self, text: &str, claims: &mut [Claim], hedges: &[Hedge], terms: &[ClaimTerms]) {
        let rules = self.rules();
        let flags: Vec<_> = claims
            .iter()
            .zip(terms)
            .map(|(claim, terms)| {
                let view = ClaimView {
                    text,
                    claim,
                    claims,
                    hedges,
                    terms,
                    registry: &rules.lexicon.names,
                };
                flag::flags(&view, &rules.flags)
            })
            .collect();
        for (claim, flags) in claims.iter_mut().zip(flags) {
            claim.flags = flags;
        }
    }
}

/// A draft with its scores, not yet flagged.
fn claim(segments: &Segments, draft: Draft, hedges: Vec<usize>, scores: Scores) -> Claim {
    Claim {
        span: draft.span,
        sentence: segments.sentences[draft.sentence].span,
        polarity: draft.polarity,
        chain: draft.chain,
        quoted: draft.quoted,
        hedges,
        scores,
        flags: Vec::new(),
    }
}

/// Compiles every part of a pack; `None` where a part is missing, what is wrong in `findings`.
fn compile(pack: &Pack, findings: &mut Vec<Finding>) -> Option<Compiled> {
    let lexicon = lexicon(pack, findings);
    let terms = word_lists(pack, findings);
    let scoring = pack.scoring.as_ref()?;
    findings.extend(
        score::problems(&scoring.rule)
            .into_iter()
            .map(|p| located(Code::BadScoring, &scoring.place, p)),
    );
    let triage_entry = pack.triage.as_ref()?;
    let triage = Triage::new(&triage_entry.rule, &terms)
        .map_err(|problems| {
            findings.extend(
                problems
                    .into_iter()
                    .map(|p| located(Code::BadScoring, &triage_entry.place, p)),
            )
        })
        .ok();
    let flags = flags(pack, &terms, findings);
    Some(Compiled {
        registry: Registry::new(&rules_of(&pack.registry)),
        triage: triage?,
        rules: Rules {
            lexicon: lexicon?,
            scoring: scoring.rule.clone(),
            tagger: pack
                .tagger
                .as_ref()
                .map(|t| t.rule.clone())
                .unwrap_or_default(),
            boilerplate: Boilerplate::new(&rules_of(&pack.boilerplate)),
            flags: flags?,
            terms,
        },
    })
}

fn rules_of<T: Clone>(entries: &[Entry<T>]) -> Vec<T> {
    entries.iter().map(|entry| entry.rule.clone()).collect()
}

fn lexicon(pack: &Pack, findings: &mut Vec<Finding>) -> Option<Lexicon> {
    let problems = match Lexicon::compile(pack) {
        Ok(lexicon) => return Some(lexicon),
        Err(problems) => problems,
    };
    findings.extend(problems.into_iter().map(|p| {
        Finding::new(
            Code::BadPattern,
            &p.place,
            KeyPath::default().text(p.at),
            p.message,
        )
        .help(p.suggestion.map(|s| format!("did you mean `{s}`?")))
    }));
    None
}

fn word_lists(pack: &Pack, findings: &mut Vec<Finding>) -> Terms {
    let wrong = pack.terms.iter().flat_map(|entry| {
        terms::problems(&entry.rule)
            .into_iter()
            .map(|p| located(Code::BadPattern, &entry.place, p))
    });
    findings.extend(wrong);
    Terms::new(&rules_of(&pack.terms))
}

fn flags(pack: &Pack, terms: &Terms, findings: &mut Vec<Finding>) -> Option<CompiledFlags> {
    CompiledFlags::new(&rules_of(&pack.flags), terms)
        .map_err(|wrong| {
            for (i, problem) in wrong {
                let place = &pack.flags[i].place;
                findings.push(located(Code::BadCondition, place, problem));
            }
        })
        .ok()
}

/// A problem with its place.
fn located(code: Code, place: &Place, problem: Problem) -> Finding {
    let help = problem
        .suggestion
        .map(|meant| format!("did you mean `{meant}`?"));
    Finding::new(
        code,
        place,
        problem.path.into_iter().collect(),
        problem.message,
    )
    .help(help)
}
