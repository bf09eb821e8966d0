//! Finds the bytes of a value in a file of rules, given the rule's place and the keys that lead to the value.

use std::cell::OnceCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Diagnostic, Finding, KeyPath, Label, Step};
use super::pack::{Place, SourceFile};

/// Knows the files; parses each at most once, and only if asked for a place in it.
pub(super) struct Locator<'a> {
    files: &'a [SourceFile],
    tables: Vec<OnceCell<DeTable<'a>>>,
}

impl<'a> Locator<'a> {
    /// A locator for places in `files`.
    pub(super) fn new(files: &'a [SourceFile]) -> Self {
        let tables = files.iter().map(|_| OnceCell::new()).collect();
        Self { files, tables }
    }

    /// The finding with bytes for its places.
    pub(super) fn place(&self, finding: Finding) -> Diagnostic {
        let label = |(place, path, text): (Place, KeyPath, String)| Label {
            file: place.file,
            span: self.span(&place, &path),
            text,
        };
        Diagnostic {
            code: finding.code,
            title: finding.title,
            labels: finding.spots.into_iter().map(label).collect(),
            help: finding.help,
        }
    }

    /// The bytes of the value at `path`; of the nearest thing round it where it is not there (a default, or a value
    /// that was merged in from another file).
    fn span(&self, place: &Place, path: &KeyPath) -> Range<usize> {
        let entry = self.table(place.file).and_then(|table| entry(table, place));
        entry.map_or(place.span.clone(), |entry| walk(entry, &path.0))
    }

    fn table(&self, file: usize) -> Option<&DeTable<'a>> {
        let text = &self.files.get(file)?.text;
        let parse = || DeTable::parse_recoverable(text).0.into_inner();
        Some(self.tables.get(file)?.get_or_init(parse))
    }
}

/// The table that covers exactly the place's bytes.
fn entry<'t, 'i>(table: &'t DeTable<'i>, place: &Place) -> Option<&'t Spanned<DeValue<'i>>> {
    let items = table.values().flat_map(|value| match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    });
    let mut items = items;
    items.find(|item| extent(item) == place.span)
}

fn walk(entry: &Spanned<DeValue<'_>>, steps: &[Step]) -> Range<usize> {
    let Some((step, rest)) = steps.split_first() else {
        return title(entry);
    };
    let mut at = entry;
    let mut step = Some((step, rest));
    while let Some((next, rest)) = step {
        let found = match next {
            Step::Key(key) => by_key(at.get_ref(), key),
            Step::Index(index) => at.get_ref().get(*index),
            Step::Text(text) => text_in(at, text),
            Step::Name(key) => return key_span(at, key).unwrap_or(at.span()),
        };
        let Some(found) = found else { return at.span() };
        at = found;
        step = rest.split_first();
    }
    at.span()
}

fn by_key<'v, 'i>(value: &'v DeValue<'i>, key: &str) -> Option<&'v Spanned<DeValue<'i>>> {
    let element = || value.get(key.parse::<usize>().ok()?);
    value.get(key).or_else(element)
}

fn text_in<'v, 'i>(
    value: &'v Spanned<DeValue<'i>>,
    text: &str,
) -> Option<&'v Spanned<DeValue<'i>>> {
    match value.get_ref() {
        DeValue::String(found) => (found == text).then_some(value),
        DeValue::Array(items) => items.iter().find_map(|item| text_in(item, text)),
        DeValue::Table(table) => table.values().find_map(|value| text_in(value, text)),
        _ => None,
    }
}

/// What stands for a whole rule: its id where it has one, else its header.
fn title(entry: &Spanned<DeValue<'_>>) -> Range<usize> {
    entry
        .get_ref()
        .get("id")
        .map_or(entry.span(), Spanned::span)
}

fn key_span(table: &Spanned<DeValue<'_>>, key: &str) -> Option<Range<usize>> {
    let table = table.get_ref().as_table()?;
    table.get_key_value(key).map(|(name, _)| name.span())
}

/// All bytes of a table from its header to its last value. (The parser's own span of a table is its header.)
pub(super) fn extent(value: &Spanned<DeValue<'_>>) -> Range<usize> {
    let span = value.span();
    let inner: Vec<_> = match value.get_ref() {
        DeValue::Table(table) => table.values().map(extent).collect(),
        DeValue::Array(items) => items.iter().map(extent).collect(),
        _ => Vec::new(),
    };
    inner.into_iter().fold(span, |all, part| {
        all.start.min(part.start)..all.end.max(part.end)
    })
}
