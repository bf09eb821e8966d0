//! What a source's words are taken to mean, and how such a meaning is made.

use super::super::names::{Gender, Noun};
use crate::types::{Identity, Source, SourceType, Why};

/// Why a source is the writer: the first person outside anybody's words.
pub const WRITER: &str = "the writer";

/// Whom a source's words mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// One whom the document names: a number among its referents.
    Name(usize),
    /// Whoever is the source of this attribution, where no name of the document is theirs.
    Said(usize),
}

/// What a source's words mean.
#[derive(Debug, Clone)]
pub struct Meant {
    /// The source, its span not yet filled in.
    pub source: Source,
    /// Whom.
    pub who: Who,
    /// The noun that describes it, by which it can be pointed back to.
    pub noun: Option<Noun>,
    /// What noun or pronoun tell of a person's sex.
    pub gender: Option<Gender>,
}

impl Meant {
    /// The source of attribution `number`, without a name.
    pub fn new(number: usize, identity: Identity, kind: SourceType, because: &'static str) -> Self {
        Self {
            source: Source {
                span: None,
                identity,
                kind,
                name: None,
                registry: None,
                placed: false,
                why: Why {
                    rule: String::new(),
                    because,
                },
            },
            who: Who::Said(number),
            noun: None,
            gender: None,
        }
    }

    /// The source of an attribution whose source nobody tells.
    pub fn nobody(number: usize) -> Self {
        Self::new(
            number,
            Identity::Unattributed,
            SourceType::Unknown,
            "nobody is named",
        )
    }

    /// The source of attribution `number`, by this name.
    pub fn named(number: usize, kind: SourceType, name: String, because: &'static str) -> Self {
        let mut made = Self::new(number, Identity::Named, kind, because);
        made.source.name = Some(name);
        made
    }

    /// With the rule that says so.
    pub fn by(mut self, rule: &str) -> Self {
        rule.clone_into(&mut self.source.why.rule);
        self
    }

    /// Found again by other words, which are why.
    pub fn again(mut self, because: &'static str) -> Self {
        self.source.why.because = because;
        self.source.placed = false;
        self
    }

    /// As another type: a document by its maker's name.
    pub fn of_kind(mut self, kind: SourceType) -> Self {
        self.source.kind = kind;
        self
    }

    /// Whether it is the writer of the document.
    pub fn is_writer(&self) -> bool {
        self.source.why.because == WRITER
    }

    /// Whether it is somebody or something by name.
    pub fn is_named(&self) -> bool {
        self.source.identity == Identity::Named && self.source.name.is_some()
    }
}
