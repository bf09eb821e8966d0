//! One pack as its files give it: rules with their places, nothing merged.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::decode::decode;
use super::diagnostic::{Code, Diagnostic, did_you_mean};
use super::file::PackEntry;
use super::kind::{EachTable, Kind, Table, each_table};
use super::locate::extent;
use super::pack::{Entry, Pack, Place, SourceFile};
use super::wording::{a_type, plain};

/// A pack as written.
#[derive(Default)]
pub(super) struct Layer<'i> {
    /// Its rules; nothing else of it is filled in.
    pub rules: Pack,
    /// Its `[pack]`.
    pub pack: Option<Entry<PackEntry>>,
    /// Tables that a pack has one of, undecoded, since an extending pack may give a part only.
    pub singles: Vec<(Kind, Place, Spanned<DeValue<'i>>)>,
    /// Ids of rules with problems: they exist, though not in `rules`.
    pub broken: Vec<String>,
    /// Some text could not be read, so that more rules may exist.
    pub torn: bool,
}

impl Layer<'_> {
    /// Whether the pack adds to the one that ships.
    pub fn extends(&self) -> bool {
        let pack = self.pack.as_ref();
        pack.is_some_and(|entry| entry.rule.extends.is_some())
    }

    /// Where the pack says what it is, or else where its first rule stands.
    pub fn first_place(&self) -> Option<&Place> {
        let pack = self.pack.iter().map(|entry| &entry.place);
        let rules = self.rules.rules().into_iter().map(|found| found.place);
        let singles = self.singles.iter().map(|(_, place, _)| place);
        pack.chain(rules).chain(singles).next()
    }
}

/// Reads the pack in `files[range]`; every problem goes to `problems`.
pub(super) fn read<'i>(
    files: &'i [SourceFile],
    range: Range<usize>,
    problems: &mut Vec<Diagnostic>,
) -> Layer<'i> {
    let mut reader = Reader {
        layer: Layer::default(),
        problems,
        file: 0,
    };
    for file in range {
        reader.file = file;
        reader.text(&files[file]);
    }
    reader.layer
}

struct Reader<'i, 'p> {
    layer: Layer<'i>,
    problems: &'p mut Vec<Diagnostic>,
    file: usize,
}

impl<'i> Reader<'i, '_> {
    fn text(&mut self, file: &'i SourceFile) {
        let (table, errors) = DeTable::parse_recoverable(&file.text);
        if errors.is_empty() {
            return self.file(table.into_inner());
        }
        self.layer.torn = true;
        let is_toml = file.path.extension().is_some_and(|e| e == "toml");
        // A file that was never TOML would give an error for each of its lines.
        let shown = if is_toml { errors.len() } else { 1 };
        let help = (!is_toml).then(|| "files of rules are TOML".to_owned());
        for error in errors.into_iter().take(shown) {
            let span = error.span().unwrap_or(0..0);
            let problem = Diagnostic::new(Code::Syntax, plain(error.message()));
            let problem = problem.label(self.file, span, "").help(help.clone());
            self.problems.push(problem);
        }
    }

    fn file(&mut self, table: DeTable<'i>) {
        for (name, value) in table {
            match Kind::of(name.get_ref()) {
                None => self.unknown_table(&name),
                Some(kind) if kind.is_single() != value.get_ref().is_table() => {
                    self.wrong_brackets(kind, &value);
                }
                Some(Kind::Pack) => self.pack(value),
                Some(kind) if kind.is_single() => self.single(kind, value),
                Some(kind) => self.list(kind, value),
            }
        }
    }

    fn unknown_table(&mut self, name: &Spanned<impl AsRef<str>>) {
        let word = name.get_ref().as_ref();
        let names = Kind::ALL.iter().map(|kind| kind.name());
        let all = || {
            format!(
                "expected {}",
                Kind::ALL
                    .iter()
                    .map(|k| k.header())
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        };
        let help = did_you_mean(word, names).unwrap_or_else(all);
        let problem = Diagnostic::new(Code::UnknownTable, format!("unknown table `{word}`"));
        let problem = problem.label(self.file, name.span(), "").help(help);
        self.problems.push(problem);
        self.layer.torn = true;
    }

    fn wrong_brackets(&mut self, kind: Kind, value: &Spanned<DeValue<'_>>) {
        let title = format!(
            "expected `{}`, found {}",
            kind.header(),
            a_type(value.get_ref().type_str())
        );
        let problem = Diagnostic::new(Code::WrongType, title);
        self.problems
            .push(problem.label(self.file, value.span(), ""));
        self.layer.torn = true;
    }

    fn pack(&mut self, value: Spanned<DeValue<'i>>) {
        let place = self.place(&value);
        if let Some(first) = &self.layer.pack {
            let first = first.place.clone();
            return self.twice(Kind::Pack, &first, &place);
        }
        if let Some(rule) = decode(value, self.file, self.problems) {
            self.layer.pack = Some(Entry { place, rule });
        } else {
            self.layer.torn = true;
        }
    }

    fn single(&mut self, kind: Kind, value: Spanned<DeValue<'i>>) {
        let place = self.place(&value);
        match self.layer.singles.iter().find(|(k, ..)| *k == kind) {
            Some((_, first, _)) => {
                let first = first.clone();
                self.twice(kind, &first, &place);
            }
            None => self.layer.singles.push((kind, place, value)),
        }
    }

    fn twice(&mut self, kind: Kind, first: &Place, second: &Place) {
        let title = format!("`{}` twice in one pack", kind.header());
        let problem = Diagnostic::new(Code::DuplicateTable, title)
            .label(second.file, second.span.clone(), "again here")
            .label(first.file, first.span.clone(), "first here");
        self.problems.push(problem);
    }

    fn list(&mut self, kind: Kind, value: Spanned<DeValue<'i>>) {
        if let DeValue::Array(items) = value.into_inner() {
            for item in items {
                self.entry(kind, item);
            }
        }
    }

    fn entry(&mut self, kind: Kind, value: Spanned<DeValue<'i>>) {
        let id = value
            .get_ref()
            .get("id")
            .and_then(|id| id.get_ref().as_str());
        let id = id.map(str::to_owned);
        let mut decoding = Decoding {
            kind,
            place: self.place(&value),
            value: Some(value),
            pack: &mut self.layer.rules,
            problems: self.problems,
            sound: false,
        };
        each_table(&mut decoding);
        if !decoding.sound {
            self.layer.broken.extend(id);
        }
    }

    fn place(&self, value: &Spanned<DeValue<'_>>) -> Place {
        Place {
            file: self.file,
            span: extent(value),
        }
    }
}

/// Decodes one table as the type of its kind.
struct Decoding<'i, 'p> {
    kind: Kind,
    place: Place,
    value: Option<Spanned<DeValue<'i>>>,
    pack: &'p mut Pack,
    problems: &'p mut Vec<Diagnostic>,
    sound: bool,
}

impl EachTable for Decoding<'_, '_> {
    fn table<T: Table>(&mut self) {
        let value = self.value.take_if(|_| T::KIND == self.kind);
        let Some(value) = value else { return };
        if let Some(rule) = decode::<T>(value, self.place.file, self.problems) {
            let place = self.place.clone();
            T::list(self.pack).push(Entry { place, rule });
            self.sound = true;
        }
    }
}
