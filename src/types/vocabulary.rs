//! The closed vocabularies of the field: identity, type, relation, hedge category and the rest.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Gives a vocabulary its list of members and its written form, the same one that serde uses.
/// (One macro, because the alternative is the same three functions eleven times.)
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The written form, as in TOML and JSON.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

vocabulary! {
    /// How far a source can be identified.
    Identity {
        /// One identifiable person, body or document.
        Named = "named",
        /// Known by office or group only ("senior US officials").
        Role = "role",
        /// Identity withheld, described by access if at all ("people briefed on the matter").
        Anonymous = "anonymous",
        /// Nobody can be asked ("reportedly", "unconfirmed reports").
        Unattributed = "unattributed",
    }
}

vocabulary! {
    /// Who found an attribution.
    FoundBy {
        /// A rule; the tagger was not asked, or sees no cue there.
        Rule = "rule",
        /// The learned tagger alone.
        Tagger = "tagger",
        /// A rule, and the tagger sees the cue as well.
        Both = "both",
    }
}

vocabulary! {
    /// What kind of thing a source is.
    SourceType {
        /// A medium: newspaper, broadcaster, agency, blog.
        Outlet = "outlet",
        /// A research body that publishes assessments.
        ThinkTank = "think_tank",
        /// A state body: ministry, police, court, parliament, party in office.
        Government = "government",
        /// Armed forces.
        Military = "military",
        /// A firm.
        Company = "company",
        /// An intergovernmental body.
        Igo = "igo",
        /// A non-governmental body: charity, union, party, campaign, club.
        Ngo = "ngo",
        /// A university or institute of research.
        Academic = "academic",
        /// A person, whatever they speak for.
        Person = "person",
        /// People together without a body.
        Group = "group",
        /// A text, recording or image that speaks.
        Document = "document",
        /// A social network or an account on one.
        Social = "social",
        /// Nothing tells.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// What a cue says of the tie between a source and its content. The first twelve assert the
    /// content and make a claim of it; the others (attitudes, plans, directives) do not.
    Relation {
        /// "said", "told".
        Say = "say",
        /// "reported", "wrote".
        Report = "report",
        /// "citing", "according to".
        Cite = "cite",
        /// Telling in one's own words what another said at length.
        Summarise = "summarise",
        /// "reportedly", "is said to".
        Hearsay = "hearsay",
        /// "confirmed", "acknowledged".
        Confirm = "confirm",
        /// "denied", "rejected".
        Deny = "deny",
        /// "found", "concluded", "assessed".
        Conclude = "conclude",
        /// "claimed", "alleged".
        Claim = "claim",
        /// "believes", "thinks".
        Believe = "believe",
        /// "suggests", "hinted".
        Suggest = "suggest",
        /// "suspects", "fears".
        Suspect = "suspect",
        /// "wants", "supports": an attitude, no claim.
        Want = "want",
        /// "plans", "intends": a plan, no claim.
        Plan = "plan",
        /// "urged", "ordered": a directive, no claim.
        Direct = "direct",
        /// "asked": a question, no claim.
        Ask = "ask",
    }
}

impl Relation {
    /// Whether a cue of this relation asserts a proposition, so that its content is a claim.
    pub fn asserts(self) -> bool {
        !matches!(
            self,
            Relation::Want | Relation::Plan | Relation::Direct | Relation::Ask
        )
    }
}

vocabulary! {
    /// Kinds of hedge.
    HedgeCategory {
        /// "reportedly", "is said to".
        Hearsay = "hearsay",
        /// "likely": the terms of a scale of likelihood and their like.
        Probability = "probability",
        /// "may", "could".
        Possibility = "possibility",
        /// "about 40".
        Approximation = "approximation",
        /// "appears", "suggests".
        Inference = "inference",
        /// "fears", "hopes".
        Attitude = "attitude",
        /// "clearly".
        Booster = "booster",
        /// "some experts", "it is widely believed".
        Weasel = "weasel",
        /// "if".
        Condition = "condition",
        /// "so-called", "could not be verified".
        Distancing = "distancing",
    }
}

vocabulary! {
    /// Whether a source holds its content true or false.
    Polarity {
        /// The source says that it is so.
        Affirm = "affirm",
        /// The source says that it is not so.
        Deny = "deny",
    }
}

vocabulary! {
    /// Where a link of a chain comes from.
    Basis {
        /// The document's publisher.
        Publisher = "publisher",
        /// The sentence says it.
        Explicit = "explicit",
        /// The discourse carries it over.
        Inferred = "inferred",
    }
}

vocabulary! {
    /// The kind of channel that a source spoke through.
    ViaKind {
        /// "told the Baltic Times".
        Outlet = "outlet",
        /// "on Telegram".
        Platform = "platform",
        /// "in a statement".
        Statement = "statement",
        /// "in an interview", "at a press conference".
        Interview = "interview",
        /// "in a report".
        Document = "document",
    }
}

vocabulary! {
    /// An Admiralty grade of a source's reliability, as a registry gives it (NATO STANAG 2511).
    Grade {
        /// Completely reliable.
        A = "A",
        /// Usually reliable.
        B = "B",
        /// Fairly reliable.
        C = "C",
        /// Not usually reliable.
        D = "D",
        /// Unreliable.
        E = "E",
        /// Reliability cannot be judged.
        F = "F",
    }
}

/// The Admiralty letter that a chain of sources earns; the same scale as a registry's [`Grade`].
pub type Letter = Grade;

vocabulary! {
    /// How much a flag matters.
    Severity {
        /// Worth knowing.
        Info = "info",
        /// Worth a look.
        Warning = "warning",
        /// Should not be printed as it stands.
        Error = "error",
    }
}
