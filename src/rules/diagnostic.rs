//! Problems in rules as data: code, title, labelled places, help. Says nothing of how they are shown.

use std::fmt;
use std::ops::Range;

use super::pack::{Place, SourceFile};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The rules cannot be used.
    Error,
    /// They can be used, but a part of them has no effect.
    Warning,
}

/// Gives each code its written form and level.
macro_rules! codes {
    ($($(#[$meta:meta])* $code:ident $text:literal $level:ident,)+) => {
        /// What kind of problem; the written form is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $($(#[$meta])* $code,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$code,)+];

            /// The written form.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$code => $text,)+ }
            }

            /// How bad such a problem is.
            pub fn level(self) -> Level {
                match self { $(Code::$code => Level::$level,)+ }
            }
        }
    };
}

codes! {
    /// A file or folder that cannot be read.
    Unreadable "unreadable" Error,
    /// A folder without a file of rules.
    EmptyFolder "empty-folder" Error,
    /// Bytes that are not UTF-8.
    NotUtf8 "not-utf8" Error,
    /// Text that is not TOML.
    Syntax "syntax" Error,
    /// A table of no known kind.
    UnknownTable "unknown-table" Error,
    /// A key that the table does not have.
    UnknownKey "unknown-key" Error,
    /// A value of the wrong type.
    WrongType "wrong-type" Error,
    /// A key that the table must have.
    MissingKey "missing-key" Error,
    /// A value that is none of those allowed.
    UnknownValue "unknown-value" Error,
    /// `[pack]` or `[scoring]` twice in one pack.
    DuplicateTable "duplicate-table" Error,
    /// Two rules of one pack with the same id.
    DuplicateId "duplicate-id" Error,
    /// An id that is empty or holds blanks or signs of the pattern syntax.
    BadId "bad-id" Error,
    /// A rule that overrides one of another kind.
    KindChanged "kind-changed" Error,
    /// A disabled id that no rule has.
    UnknownId "unknown-id" Error,
    /// A scale in force that no `[[scale]]` has.
    UnknownScale "unknown-scale" Error,
    /// A class in a pattern that no `[[class]]` has.
    UnknownClass "unknown-class" Error,
    /// A pack that stands alone beside one that extends the default.
    MixedPacks "mixed-packs" Error,
    /// A pack that stands alone without `[scoring]`.
    MissingScoring "missing-scoring" Error,
    /// A rule with nothing in it to find.
    EmptyRule "empty-rule" Error,
    /// An empty text where words are needed.
    EmptyText "empty-text" Error,
    /// A range that is not ordered or leaves 0..1.
    BadRange "bad-range" Error,
    /// A `[[pattern]]` without exactly one `{cue}`.
    CueCount "cue-count" Error,
    /// Prepositions without the frame for them, or the other way round.
    Prepositions "prepositions" Error,
    /// A phrase or inflection that cannot be compiled.
    BadPattern "bad-pattern" Error,
    /// A flag's condition that cannot be compiled.
    BadCondition "bad-condition" Error,
    /// Scoring parameters that do not fit together.
    BadScoring "bad-scoring" Error,
    /// The same words twice in one rule.
    Repeated "repeated" Warning,
    /// Words that an earlier rule of the kind takes, so that the later never finds them.
    Shadowed "shadowed" Warning,
    /// A name or alias that two registry entries claim.
    ClaimedTwice "claimed-twice" Warning,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A place, and what to say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Index of the file in [`Diagnostics::files`].
    pub file: usize,
    /// Bytes of that file.
    pub span: Range<usize>,
    /// What to say of them; may be empty.
    pub text: String,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind.
    pub code: Code,
    /// What is wrong, in one line.
    pub title: String,
    /// Where, the place to mend first; none where there is no text to point at.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem without a place.
    pub fn new(code: Code, title: impl Into<String>) -> Self {
        Self {
            code,
            title: title.into(),
            labels: Vec::new(),
            help: None,
        }
    }

    /// The same with one more place.
    pub fn label(mut self, file: usize, span: Range<usize>, text: impl Into<String>) -> Self {
        let text = text.into();
        self.labels.push(Label { file, span, text });
        self
    }

    /// The same with help, where there is any.
    pub fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
    }

    /// How bad it is.
    pub fn level(&self) -> Level {
        self.code.level()
    }

    /// Where it comes in a report: by file and place, those without a place first.
    fn order(&self) -> Option<(usize, usize)> {
        self.labels
            .first()
            .map(|label| (label.file, label.span.start))
    }
}

/// Every problem of some rules, in the order of their files, with the texts that they point into.
#[derive(Debug, Clone, Default, thiserror::Error)]
#[error("{}", self.summary())]
pub struct Diagnostics {
    /// The files.
    pub files: Vec<SourceFile>,
    /// The problems.
    pub list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// The problems `list` in `files`, sorted.
    pub fn new(files: Vec<SourceFile>, mut list: Vec<Diagnostic>) -> Self {
        list.sort_by_key(Diagnostic::order);
        Self { files, list }
    }

    /// The problems that a compiler found inside rules.
    pub fn of_findings(files: &[SourceFile], findings: Vec<Finding>) -> Self {
        let locator = super::locate::Locator::new(files);
        let list = findings.into_iter().map(|f| locator.place(f)).collect();
        Self::new(files.to_vec(), list)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are of `level`.
    pub fn count(&self, level: Level) -> usize {
        self.list.iter().filter(|d| d.level() == level).count()
    }

    /// "2 errors, 1 warning".
    pub fn summary(&self) -> String {
        let part = |level, one: &str| match self.count(level) {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {one}s")),
        };
        let parts = [part(Level::Error, "error"), part(Level::Warning, "warning")];
        match parts.into_iter().flatten().collect::<Vec<_>>() {
            none if none.is_empty() => "no problems".to_owned(),
            some => some.join(", "),
        }
    }
}

/// One step on the way from a rule's table to a value in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The value of a key.
    Key(String),
    /// An element of an array.
    Index(usize),
    /// The first text below that reads so, wherever it stands; only as the last step.
    Text(String),
    /// The key itself, not its value; only as the last step.
    Name(String),
}

/// The way from a rule's table to a value in it: `KeyPath::from("term").at(2).key("range")`. The empty path is the
/// rule itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyPath(pub Vec<Step>);

impl KeyPath {
    /// On to the value of `key`.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.0.push(Step::Key(key.into()));
        self
    }

    /// On to an element of an array.
    pub fn at(mut self, index: usize) -> Self {
        self.0.push(Step::Index(index));
        self
    }

    /// On to the first text that reads so, for a compiler that knows the words but not the key.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Step::Text(text.into()));
        self
    }

    /// The last key on the way.
    pub fn last_key(&self) -> Option<String> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Key(key) | Step::Name(key) => Some(key.clone()),
            Step::Index(_) | Step::Text(_) => None,
        })
    }

    /// On to `key` itself, not its value.
    pub fn name(mut self, key: impl Into<String>) -> Self {
        self.0.push(Step::Name(key.into()));
        self
    }
}

impl From<&str> for KeyPath {
    fn from(key: &str) -> Self {
        KeyPath::default().key(key)
    }
}

/// Keys from the rule inwards; a number is an element where it comes to an array.
impl<S: Into<String>> FromIterator<S> for KeyPath {
    fn from_iter<I: IntoIterator<Item = S>>(keys: I) -> Self {
        Self(keys.into_iter().map(|key| Step::Key(key.into())).collect())
    }
}

/// A problem inside a rule as a compiler finds it: it knows which value of which rule, but not which bytes.
///
/// [`Diagnostics::of_findings`] finds the bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What kind.
    pub code: Code,
    /// What is wrong, in one line.
    pub title: String,
    /// Where, the place to mend first: the rule, the value in it, what to say of it.
    pub spots: Vec<(Place, KeyPath, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Finding {
    /// A problem with the value at `path` in the rule at `place`.
    pub fn new(code: Code, place: &Place, path: KeyPath, title: impl Into<String>) -> Self {
        Self {
            code,
            title: title.into(),
            spots: vec![(place.clone(), path, String::new())],
            help: None,
        }
    }

    /// The same with a word beside the first place.
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        if let Some(spot) = self.spots.first_mut() {
            spot.2 = text.into();
        }
        self
    }

    /// The same with one more place.
    pub fn also(mut self, place: &Place, path: KeyPath, text: impl Into<String>) -> Self {
        self.spots.push((place.clone(), path, text.into()));
        self
    }

    /// The same with help, where there is any.
    pub fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
    }

    /// The same with "did you mean …?" where one of `known` is near `word`.
    pub fn near<'k>(self, word: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        self.help(did_you_mean(word, known))
    }
}

/// The member of `known` that `word` may be a slip for.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let limit = (word.chars().count() / 3).max(1);
    let distance = |k: &str| strsim::damerau_levenshtein(&word.to_lowercase(), &k.to_lowercase());
    let scored = known.into_iter().map(|k| (distance(k), k));
    scored.filter(|(d, _)| *d <= limit).min().map(|(_, k)| k)
}

/// "did you mean `category`?", where one of `known` is near `word`.
pub fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    nearest(word, known).map(|near| format!("did you mean `{near}`?"))
}
