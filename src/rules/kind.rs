//! The kinds of TOML table, and one view of every rule whatever its kind.

use std::fmt;

use schemars::{Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeValue;

use super::decode::decode;
use super::diagnostic::{Diagnostic, KeyPath};
use super::file::*;
use super::pack::{Entry, Pack, Place};

/// How the words of a list are written, so what a reader of the list may expect of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Single words, as they stand.
    Words,
    /// Verbs, inflected.
    Verbs,
    /// Nouns, inflected.
    Nouns,
    /// Phrases and token patterns.
    Phrases,
}

/// One list of words of a rule.
#[derive(Debug, Clone)]
pub struct WordList<'a> {
    /// The key it stands under.
    pub path: KeyPath,
    /// How it is written.
    pub form: Form,
    /// What it holds.
    pub words: &'a [String],
}

impl<'a> WordList<'a> {
    fn new(path: impl Into<KeyPath>, form: Form, words: &'a [String]) -> Self {
        let path = path.into();
        Self { path, form, words }
    }
}

/// A rule of a pack and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Located<'a> {
    /// The rule.
    pub rule: Rule<'a>,
    /// Where it stands.
    pub place: &'a Place,
}

/// A kind of table that a pack holds a list of.
pub(super) trait Table: DeserializeOwned {
    /// Which kind.
    const KIND: Kind;
    /// The rule's id.
    fn id(&self) -> &str;
    /// The list of such rules in a pack.
    fn list(pack: &mut Pack) -> &mut Vec<Entry<Self>>;
}

/// Something done once for each kind of [`Table`].
pub(super) trait EachTable {
    /// Does it for one kind.
    fn table<T: Table>(&mut self);
}

/// Gives every kind its variant and its place in a pack. (One macro, because otherwise a new kind means six edits, and
/// a forgotten one compiles.)
macro_rules! kinds {
    (
        lists { $($kind:ident $entry:ident $list:ident $name:literal,)+ }
        singles { $($single:ident $single_entry:ident $slot:ident $single_name:literal,)+ }
    ) => {
        /// The kinds of table in a file of rules.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            /// `[pack]`, at most one.
            Pack,
            $(#[doc = concat!("`[[", $name, "]]`.")] $kind,)+
            $(#[doc = concat!("`[", $single_name, "]`, at most one.")] $single,)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Kind] = &[Kind::Pack, $(Kind::$kind,)+ $(Kind::$single,)+];

            /// The table's name.
            pub fn name(self) -> &'static str {
                match self {
                    Kind::Pack => "pack",
                    $(Kind::$kind => $name,)+
                    $(Kind::$single => $single_name,)+
                }
            }

            /// Whether a pack holds at most one, `[name]` rather than `[[name]]`.
            pub fn is_single(self) -> bool {
                match self {
                    Kind::Pack $(| Kind::$single)+ => true,
                    $(Kind::$kind)|+ => false,
                }
            }
        }

        /// Any rule, by reference.
        #[derive(Debug, Clone, Copy)]
        pub enum Rule<'a> { $(#[doc = concat!("`[[", $name, "]]`.")] $kind(&'a $entry),)+ }

        impl<'a> Rule<'a> {
            /// Its kind.
            pub fn kind(self) -> Kind {
                match self { $(Rule::$kind(_) => Kind::$kind,)+ }
            }

            /// Its id.
            pub fn id(self) -> &'a str {
                match self { $(Rule::$kind(rule) => &rule.id,)+ }
            }
        }

        $(impl Table for $entry {
            const KIND: Kind = Kind::$kind;
            fn id(&self) -> &str { &self.id }
            fn list(pack: &mut Pack) -> &mut Vec<Entry<Self>> { &mut pack.$list }
        })+

        /// Visits every kind of list.
        pub(super) fn each_table(visitor: &mut impl EachTable) {
            $(visitor.table::<$entry>();)+
        }

        /// Decodes a table that a pack holds one of and puts it there; false where it has problems.
        pub(super) fn put_single(
            pack: &mut Pack,
            kind: Kind,
            place: Place,
            value: Spanned<DeValue<'_>>,
            problems: &mut Vec<Diagnostic>,
        ) -> bool {
            match kind {
                $(Kind::$single => {
                    let rule = decode(value, place.file, problems);
                    let sound = rule.is_some();
                    // What was there stays in force for the checks where the new one has problems.
                    pack.$slot = rule.map(|rule| Entry { place, rule }).or(pack.$slot.take());
                    sound
                })+
                _ => true,
            }
        }

        /// The schema of each kind's table: lists in `lists`, single tables in `singles`.
        pub(super) fn subschemas(
            lists: &mut SchemaGenerator,
            singles: &mut SchemaGenerator,
        ) -> Vec<(Kind, Schema)> {
            vec![
                (Kind::Pack, lists.subschema_for::<PackEntry>()),
                $((Kind::$kind, lists.subschema_for::<$entry>()),)+
                $((Kind::$single, singles.subschema_for::<$single_entry>()),)+
            ]
        }

        impl Pack {
            /// Every rule, kind by kind, in the order in which they apply.
            pub fn rules(&self) -> Vec<Located<'_>> {
                let mut rules = Vec::new();
                $(rules.extend(self.$list.iter().map(|entry| Located {
                    rule: Rule::$kind(&entry.rule),
                    place: &entry.place,
                }));)+
                rules
            }
        }
    };
}

kinds! {
    lists {
        Class ClassEntry classes "class",
        Cue CueEntry cues "cue",
        Hedge HedgeEntry hedges "hedge",
        Scale ScaleEntry scales "scale",
        Source SourceEntry sources "source",
        Channel ChannelEntry channels "channel",
        Pattern PatternEntry patterns "pattern",
        Boilerplate BoilerplateEntry boilerplate "boilerplate",
        Registry RegistryEntry registry "registry",
        Terms TermsEntry terms "terms",
        Flag FlagEntry flags "flag",
    }
    singles {
        Scoring ScoringEntry scoring "scoring",
        Triage TriageEntry triage "triage",
        Tagger TaggerEntry tagger "tagger",
    }
}

impl Kind {
    /// The kind of the table `name`.
    pub fn of(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The table's header as written.
    pub fn header(self) -> String {
        match self.is_single() {
            true => format!("[{}]", self.name()),
            false => format!("[[{}]]", self.name()),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl<'a> Rule<'a> {
    /// Its lists of words, in the order of the documentation, empty ones included.
    pub fn lists(self) -> Vec<WordList<'a>> {
        use Form::{Nouns, Phrases, Verbs, Words};
        match self {
            Rule::Class(r) => vec![
                WordList::new("words", Words, &r.words),
                WordList::new("verbs", Verbs, &r.verbs),
                WordList::new("nouns", Nouns, &r.nouns),
            ],
            Rule::Cue(r) => vec![
                WordList::new("verbs", Verbs, &r.verbs),
                WordList::new("nouns", Nouns, &r.nouns),
                WordList::new("phrases", Phrases, &r.phrases),
            ],
            Rule::Hedge(r) => vec![
                WordList::new("phrases", Phrases, &r.phrases),
                WordList::new("verbs", Verbs, &r.verbs),
                WordList::new("nouns", Nouns, &r.nouns),
            ],
            Rule::Source(r) => noun_lists(&r.nouns, &r.phrases),
            Rule::Channel(r) => noun_lists(&r.nouns, &r.phrases),
            Rule::Pattern(r) => vec![WordList::new("tokens", Phrases, &r.tokens)],
            Rule::Boilerplate(r) => vec![WordList::new("phrases", Phrases, &r.phrases)],
            Rule::Scale(r) => term_lists(r),
            Rule::Terms(r) => vec![WordList::new("phrases", Words, &r.phrases)],
            Rule::Registry(_) | Rule::Flag(_) => Vec::new(),
        }
    }

    /// The texts that it must, and must not, apply to.
    pub fn examples(self) -> (&'a [String], &'a [String]) {
        match self {
            Rule::Cue(r) => (&r.r#match, &r.no_match),
            Rule::Hedge(r) => (&r.r#match, &r.no_match),
            Rule::Source(r) => (&r.r#match, &r.no_match),
            Rule::Channel(r) => (&r.r#match, &r.no_match),
            Rule::Pattern(r) => (&r.r#match, &r.no_match),
            Rule::Boilerplate(r) => (&r.r#match, &r.no_match),
            Rule::Flag(r) => (&r.r#match, &r.no_match),
            Rule::Class(_) | Rule::Scale(_) | Rule::Registry(_) | Rule::Terms(_) => (&[], &[]),
        }
    }

    /// How many words and phrases it lists; for a registry entry its name and aliases.
    pub fn size(self) -> usize {
        match self {
            Rule::Registry(r) => 1 + r.aliases.len(),
            _ => self.lists().iter().map(|list| list.words.len()).sum(),
        }
    }
}

fn noun_lists<'a>(nouns: &'a [String], phrases: &'a [String]) -> Vec<WordList<'a>> {
    vec![
        WordList::new("nouns", Form::Nouns, nouns),
        WordList::new("phrases", Form::Phrases, phrases),
    ]
}

fn term_lists(scale: &ScaleEntry) -> Vec<WordList<'_>> {
    let terms = scale.term.iter().enumerate();
    terms
        .map(|(i, term)| {
            let path = KeyPath::from("term").at(i).key("phrases");
            WordList::new(path, Form::Phrases, &term.phrases)
        })
        .collect()
}
