//! From a document's claim, as the engine finds it, to what the model reads.

use rustc_hash::FxHashMap;

use super::testimony::{Hand, Hedging, Testimony};
use super::{commitment, sourcing};
use crate::rules::file::{RegistryEntry, ScoringEntry};
use crate::types::{
    Basis, Commitment, Grade, Identity, Link, Polarity, Relation, Source, SourceType, Sourcing,
    ViaKind,
};

/// What scoring needs of the registry: a body by its id, its name or an alias.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    bodies: Vec<Body>,
    ids: FxHashMap<String, usize>,
    names: FxHashMap<String, usize>,
}

#[derive(Debug, Clone)]
struct Body {
    name: String,
    kind: SourceType,
    grade: Option<Grade>,
}

impl Registry {
    /// An index of `entries`; of two that share a name the first is found.
    pub fn new(entries: &[RegistryEntry]) -> Self {
        let mut registry = Self::default();
        for (at, entry) in entries.iter().enumerate() {
            registry.ids.entry(entry.id.clone()).or_insert(at);
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                registry.names.entry(name.clone()).or_insert(at);
            }
            registry.bodies.push(Body {
                name: entry.name.clone(),
                kind: entry.r#type,
                grade: entry.grade,
            });
        }
        registry
    }

    fn id(&self, id: &str) -> Option<&Body> {
        self.bodies.get(*self.ids.get(id)?)
    }

    fn name(&self, name: &str) -> Option<&Body> {
        self.bodies.get(*self.names.get(name)?)
    }

    fn source(&self, source: &Source) -> Option<&Body> {
        let by_id = source.registry.as_deref().and_then(|id| self.id(id));
        by_id.or_else(|| source.name.as_deref().and_then(|name| self.name(name)))
    }
}

/// Scores a claim on its own chain alone: all that one document knows.
///
/// `links` run from the publisher inwards. In the contributions an outlet that link `i` spoke through
/// ([`crate::types::LinkContribution::via`]) has the index `i` as well and stands just before that link's own part; one
/// that the document credits has the publisher's, 0, and stands after it.
pub fn claim(
    links: &[Link],
    hedges: &[Hedging],
    polarity: Polarity,
    registry: &Registry,
    p: &ScoringEntry,
) -> (Sourcing, Commitment) {
    let own = [testimony(links, polarity, registry)];
    let [only] = &own;
    let commitment = commitment(only, hedges, p);
    (sourcing(&own, 0, p), commitment)
}

/// The testimony of a chain, to be scored alone or beside others on the same claim.
///
/// A link's key is the registry's name for it, else its name in the document. An outlet in a link's `via` that the
/// chain has not passed yet is a hand of its own before that link; one that the document credits stands after the publisher.
pub fn testimony(links: &[Link], polarity: Polarity, registry: &Registry) -> Testimony {
    let mut hands: Vec<Hand> = Vec::with_capacity(links.len() + 1);
    for link in links {
        let credited = link.basis == Basis::Publisher;
        if credited {
            hands.push(publisher(&link.source, registry));
        }
        let via = via(link, registry).filter(|via| hands.iter().all(|hand| hand.key != via.key));
        hands.extend(via.map(|via| Hand { credited, ..via }));
        if !credited {
            hands.push(hand(link, registry));
        }
    }
    Testimony::new(hands, polarity)
}

/// A named outlet, or, unknown, an anonymous link of unknown type.
fn publisher(source: &Source, registry: &Registry) -> Hand {
    let Some(name) = &source.name else {
        return Hand::new(Identity::Anonymous, SourceType::Unknown);
    };
    let body = registry.source(source);
    let kind = match source.kind {
        SourceType::Unknown => SourceType::Outlet,
        kind => kind,
    };
    Hand {
        grade: body.and_then(|body| body.grade),
        ..Hand::named(
            body.map_or(name, |body| &body.name).as_str(),
            body.map_or(kind, |body| body.kind),
        )
    }
}

fn hand(link: &Link, registry: &Registry) -> Hand {
    let body = registry.source(&link.source);
    let name = body.map(|body| &body.name).or(link.source.name.as_ref());
    Hand {
        key: name.cloned(),
        grade: body.and_then(|body| body.grade),
        relation: relation(link),
        quoted: link.quoted,
        placed: link.source.placed,
        ..Hand::new(link.source.identity, link.source.kind)
    }
}

/// What the discourse carries over is retold in the writer's words, whatever verb once introduced the source.
fn relation(link: &Link) -> Option<Relation> {
    match link.basis {
        Basis::Inferred => Some(Relation::Summarise),
        Basis::Publisher | Basis::Explicit => link.cue.as_ref().map(|cue| cue.relation),
    }
}

/// The outlet that a link spoke through, where it is named. Words that reach the reader in quotation marks passed
/// this hand in them too.
fn via(link: &Link, registry: &Registry) -> Option<Hand> {
    let via = link
        .via
        .as_ref()
        .filter(|via| via.kind == ViaKind::Outlet)?;
    let name = via.name.as_ref()?;
    let body = registry.name(name);
    Some(Hand {
        grade: body.and_then(|body| body.grade),
        relation: Some(Relation::Report),
        quoted: link.quoted,
        via: true,
        ..Hand::named(
            body.map_or(name, |body| &body.name).as_str(),
            body.map_or(SourceType::Outlet, |body| body.kind),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Cue, Span, Via, Why};

    fn source(name: Option<&str>, kind: SourceType) -> Source {
        Source {
            span: None,
            identity: name.map_or(Identity::Anonymous, |_| Identity::Named),
            kind,
            name: name.map(str::to_owned),
            registry: None,
            placed: false,
            why: Why::default(),
        }
    }

    fn link(basis: Basis, source: Source, via: Option<&str>) -> Link {
        let cue = Cue {
            span: None,
            relation: Relation::Say,
            why: Why::default(),
        };
        Link {
            basis,
            source,
            cue: (basis == Basis::Explicit).then_some(cue),
            via: via.map(|name| Via {
                span: Span::new(0, 0),
                kind: ViaKind::Outlet,
                name: Some(name.to_owned()),
            }),
            date: None,
            evidence: None,
            attribution: None,
            quoted: false,
        }
    }

    fn chain(publisher: Option<&str>, via: Option<&str>) -> Vec<Link> {
        let publisher = source(publisher, SourceType::Outlet);
        vec![
            link(Basis::Publisher, publisher, None),
            link(Basis::Explicit, source(None, SourceType::Person), via),
        ]
    }

    fn registry() -> Registry {
        let entry = r#"{ id = "baltic", name = "The Baltic Times", aliases = ["Baltic Times"], type = "outlet", grade = "B" }"#;
        let table: toml::Table = format!("e = {entry}").parse().unwrap();
        Registry::new(&[table["e"].clone().try_into().unwrap()])
    }

    fn parameters() -> ScoringEntry {
        let table: toml::Table = include_str!("../../rules/en/scoring.toml").parse().unwrap();
        table["scoring"].clone().try_into().unwrap()
    }

    fn keys(links: &[Link]) -> Vec<Option<String>> {
        let testimony = testimony(links, Polarity::Affirm, &registry());
        testimony.links.into_iter().map(|hand| hand.key).collect()
    }

    #[test]
    fn an_outlet_spoken_through_is_a_hand() {
        let baltic = Some("The Baltic Times".to_owned());
        let paper = Some("Harbour Gazette".to_owned());
        let via = Some("Baltic Times");
        assert_eq!(
            keys(&chain(Some("Harbour Gazette"), via)),
            [paper, baltic.clone(), None]
        );
        // The publisher's own interview is no further hand, under whichever of its names.
        assert_eq!(keys(&chain(Some("The Baltic Times"), via)), [baltic, None]);
    }

    #[test]
    fn contributions_of_that_hand_point_at_its_link() {
        let links = chain(Some("Harbour Gazette"), Some("Baltic Times"));
        let (sourcing, commitment) =
            claim(&links, &[], Polarity::Affirm, &registry(), &parameters());
        let at: Vec<_> = (sourcing.contributions.links.iter().map(|l| (l.link, l.via))).collect();
        assert_eq!(at, [(0, false), (1, true), (1, false)]);
        let plain = chain(Some("Harbour Gazette"), None);
        let (without, same) = claim(&plain, &[], Polarity::Affirm, &registry(), &parameters());
        assert_eq!(commitment, same, "a channel has no verb");
        assert!(sourcing.value < without.value);
    }

    #[test]
    fn an_unknown_publisher_is_an_anonymous_link() {
        let hand = &testimony(&chain(None, None), Polarity::Affirm, &registry()).links[0];
        assert_eq!(
            (hand.identity, hand.kind),
            (Identity::Anonymous, SourceType::Unknown)
        );
    }

    #[test]
    fn a_carried_source_is_summarised() {
        let mut links = chain(Some("Harbour Gazette"), None);
        links[1].basis = Basis::Inferred;
        let testimony = testimony(&links, Polarity::Affirm, &registry());
        assert_eq!(testimony.links[1].relation, Some(Relation::Summarise));
    }
}
