//! The features that a flag's condition may ask for: one table, read by compiling, evaluation, schema and docs.

use crate::types::{Grade, HedgeCategory, Identity, Polarity, Relation, SourceType, ViaKind};

/// A feature of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// What evaluation asks for.
    pub key: Key,
    /// Its path in a condition, with dots.
    pub path: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// What it tells.
    pub doc: &'static str,
}

/// What the value of a feature is, and so what may be asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number: a value, a list, or `at_least`, `at_most`.
    Number,
    /// `true` or `false`.
    Truth,
    /// Free text: a value or a list, compared as it is.
    Text,
    /// A member of a vocabulary: a value or a list.
    Word(Vocabulary),
    /// The id of a `[[terms]]` of which a text has a word, or a list of ids.
    Term,
}

impl Kind {
    /// The kind in a word or two, for docs and messages.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Number => "a number",
            Kind::Truth => "true or false",
            Kind::Text => "text",
            Kind::Word(vocabulary) => vocabulary.name(),
            Kind::Term => "the id of a [[terms]]",
        }
    }
}

/// A closed vocabulary of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // each is the type of that name in `types`
pub enum Vocabulary {
    Identity,
    SourceType,
    Relation,
    Grade,
    Polarity,
    HedgeCategory,
    ViaKind,
}

impl Vocabulary {
    /// What a member is called in a message.
    pub fn name(self) -> &'static str {
        match self {
            Vocabulary::Identity => "an identity",
            Vocabulary::SourceType => "a source type",
            Vocabulary::Relation => "a relation",
            Vocabulary::Grade => "an Admiralty grade",
            Vocabulary::Polarity => "a polarity",
            Vocabulary::HedgeCategory => "a hedge category",
            Vocabulary::ViaKind => "a kind of channel",
        }
    }

    /// Its members as written.
    pub fn members(self) -> Vec<&'static str> {
        fn written<T: Copy>(all: &[T], text: fn(T) -> &'static str) -> Vec<&'static str> {
            all.iter().map(|&member| text(member)).collect()
        }
        match self {
            Vocabulary::Identity => written(Identity::ALL, Identity::as_str),
            Vocabulary::SourceType => written(SourceType::ALL, SourceType::as_str),
            Vocabulary::Relation => written(Relation::ALL, Relation::as_str),
            Vocabulary::Grade => written(Grade::ALL, Grade::as_str),
            Vocabulary::Polarity => written(Polarity::ALL, Polarity::as_str),
            Vocabulary::HedgeCategory => written(HedgeCategory::ALL, HedgeCategory::as_str),
            Vocabulary::ViaKind => written(ViaKind::ALL, ViaKind::as_str),
        }
    }
}

/// Which link of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The last: the root. The publisher where it stands alone.
    Root,
    /// The one that the publisher relays; none where the publisher speaks in its own voice.
    First,
    /// Each in turn: a condition holds where it holds for any.
    Any,
}

/// Declares the keys and the table from one list, so that neither can lack what the other has.
macro_rules! features {
    (
        links { $($part:ident $name:literal $link_kind:expr, $link_doc:literal;)+ }
        claim { $($key:ident $path:literal $kind:expr, $doc:literal;)+ }
    ) => {
        /// What a link of a chain is asked for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Part { $(#[doc = $link_doc] $part,)+ }

        /// A feature, for evaluation to match on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Key {
            /// A part of a link.
            Link(Which, Part),
            $(#[doc = $doc] $key,)+
        }

        /// Every feature, those of the claim first.
        pub static FEATURES: &[Feature] = &[
            $(Feature { key: Key::$key, path: $path, kind: $kind, doc: $doc },)+
            $(Feature { key: Key::Link(Which::Root, Part::$part), path: concat!("chain.root.", $name), kind: $link_kind, doc: concat!("The root: ", $link_doc) },)+
            $(Feature { key: Key::Link(Which::First, Part::$part), path: concat!("chain.first.", $name), kind: $link_kind, doc: concat!("The link that the publisher relays: ", $link_doc) },)+
            $(Feature { key: Key::Link(Which::Any, Part::$part), path: concat!("chain.any.", $name), kind: $link_kind, doc: concat!("Any link: ", $link_doc) },)+
        ];
    };
}

features! {
    links {
        Identity "identity" Kind::Word(Vocabulary::Identity), "how far it can be identified.";
        Type "type" Kind::Word(Vocabulary::SourceType), "what kind of source it is.";
        Relation "relation" Kind::Word(Vocabulary::Relation), "how the link before relays it; absent on the publisher.";
        Placed "placed" Kind::Truth, "the text ties it to a named body or tells its access.";
        Quoted "quoted" Kind::Truth, "its words stand in quotation marks.";
        Inferred "inferred" Kind::Truth, "the discourse carries it over.";
        Name "name" Kind::Text, "its fullest name; absent where it has none.";
        Text "text" Kind::Text, "its words in the text, else its name.";
        Cue "cue" Kind::Text, "the words that report it; absent where there are none.";
        Via "via" Kind::Word(Vocabulary::ViaKind), "the channel it spoke through; absent where none is told.";
        Grade "grade" Kind::Word(Vocabulary::Grade), "the registry's grade; absent where it gives none.";
    }
    claim {
        ChainLength "chain.length" Kind::Number, "Links of the chain, the publisher's among them.";
        ChainHands "chain.hands" Kind::Number, "Hands between the publisher and the root, outlets spoken through among them.";
        ChainInferred "chain.inferred" Kind::Truth, "The discourse carries some link over.";
        IndependentRoots "independent_roots" Kind::Number, "Independent roots for the claim.";
        OpposingRoots "opposing_roots" Kind::Number, "Independent roots against it.";
        SourcingValue "sourcing.value" Kind::Number, "Sourcing, 0..1.";
        SourcingLow "sourcing.low" Kind::Number, "Lower end of its interval.";
        SourcingHigh "sourcing.high" Kind::Number, "Upper end of its interval.";
        SourcingLetter "sourcing.letter" Kind::Word(Vocabulary::Grade), "Admiralty letter of the weakest source.";
        SourcingDigit "sourcing.digit" Kind::Number, "Admiralty digit, 1 to 6.";
        CommitmentValue "commitment.value" Kind::Number, "Commitment, 0..1.";
        CommitmentLow "commitment.low" Kind::Number, "Lower end of its range.";
        CommitmentHigh "commitment.high" Kind::Number, "Upper end of its range.";
        CheckWorthiness "check_worthiness" Kind::Number, "How much the claim is worth a check, 0..1.";
        ClaimText "claim.text" Kind::Text, "The claim's words.";
        ClaimPolarity "claim.polarity" Kind::Word(Vocabulary::Polarity), "Whether the source holds it true.";
        ClaimQuoted "claim.quoted" Kind::Truth, "Its words stand in quotation marks.";
        ClaimAttributed "claim.attributed" Kind::Truth, "Somebody besides the publisher is given as its source.";
        ClaimSpeakerMissing "claim.speaker_missing" Kind::Truth, "It is quoted, and nobody besides the publisher can be asked for it.";
        ClaimLength "claim.length" Kind::Number, "Its length in words.";
        ClaimHasNumber "claim.has_number" Kind::Truth, "It has a number in digits.";
        ClaimHasTerm "claim.has_term" Kind::Term, "It has a word of the list.";
        SentenceText "sentence.text" Kind::Text, "The words of its sentence.";
        SentenceHasTerm "sentence.has_term" Kind::Term, "Its sentence has a word of the list.";
        HedgesCount "hedges.count" Kind::Number, "Hedges in whose scope it stands.";
        HedgesCategories "hedges.categories" Kind::Word(Vocabulary::HedgeCategory), "Their categories; holds for any.";
        HedgesHasRange "hedges.has_range" Kind::Truth, "One of them has a range of its own, as a term of likelihood has.";
        NearbyAffirmed "nearby.affirmed" Kind::Number, "Other attributed claims in its sentence or the one before whose source holds them true.";
    }
}

/// The feature at a dotted path.
pub fn feature(path: &str) -> Option<&'static Feature> {
    FEATURES.iter().find(|feature| feature.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_is_another_ones_beginning() {
        for a in FEATURES {
            assert_eq!(feature(a.path), Some(a), "{} stands twice", a.path);
            let below = format!("{}.", a.path);
            let inside = FEATURES.iter().find(|b| b.path.starts_with(&below));
            assert_eq!(inside, None, "{}", a.path);
        }
    }

    #[test]
    fn the_page_lists_every_feature() {
        let page = include_str!("../../../docs/scoring.md");
        for feature in FEATURES {
            let stem = feature
                .path
                .replace("chain.first.", "chain.root.")
                .replace("chain.any.", "chain.root.");
            assert!(
                page.contains(&format!("`{stem}`")),
                "docs/scoring.md lacks `{stem}`"
            );
        }
    }
}
