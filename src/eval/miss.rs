//! Misses: where the engine and the gold differ, and how.

use std::path::PathBuf;

use serde::Serialize;

/// How the engine and the gold differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissKind {
    /// Marked and not found.
    Missed,
    /// Found and not marked.
    Spurious,
    /// A link too many, too few, out of order, or with other words.
    WrongSource,
    /// The right source, wrongly identified.
    WrongIdentity,
    /// Found with other words than those marked.
    ContentSpan,
    /// The right source under no name, or a wrong one.
    Name,
    /// A source carried over where none is, or the other way round.
    Carried,
    /// A hedge missed, or found where none is.
    Hedge,
    /// Two passages in the wrong order.
    Order,
}

impl MissKind {
    /// Every kind, in order.
    pub const ALL: [MissKind; 9] = [
        MissKind::Missed,
        MissKind::Spurious,
        MissKind::WrongSource,
        MissKind::WrongIdentity,
        MissKind::ContentSpan,
        MissKind::Name,
        MissKind::Carried,
        MissKind::Hedge,
        MissKind::Order,
    ];

    /// Its name on the command line and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            MissKind::WrongSource => "wrong-source",
            MissKind::WrongIdentity => "wrong-identity",
            MissKind::ContentSpan => "content-span",
            _ => self.label(),
        }
    }

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            MissKind::Missed => "missed",
            MissKind::Spurious => "spurious",
            MissKind::WrongSource => "wrong source",
            MissKind::WrongIdentity => "wrong identity",
            MissKind::ContentSpan => "content span",
            MissKind::Name => "name",
            MissKind::Carried => "carried",
            MissKind::Hedge => "hedge",
            MissKind::Order => "order",
        }
    }
}

/// One miss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// How engine and gold differ.
    pub kind: MissKind,
    /// The file of the gold.
    pub file: PathBuf,
    /// The line that the document begins on.
    pub line: u64,
    /// The document's id.
    pub document: String,
    /// The words in the text.
    pub text: String,
    /// What the gold says.
    pub wanted: Option<String>,
    /// What the engine says.
    pub found: Option<String>,
}

/// A miss before it is known in which document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slip {
    pub kind: MissKind,
    pub text: String,
    pub wanted: Option<String>,
    pub found: Option<String>,
}

impl Slip {
    pub(super) fn new(kind: MissKind, text: &str) -> Self {
        Self {
            kind,
            text: text.to_owned(),
            wanted: None,
            found: None,
        }
    }

    /// With what the gold says.
    pub(super) fn wanted(mut self, wanted: impl Into<String>) -> Self {
        self.wanted = Some(wanted.into());
        self
    }

    /// With what the engine says.
    pub(super) fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }
}
