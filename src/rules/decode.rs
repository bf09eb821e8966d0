//! Turns one TOML table into a rule and reports everything that is wrong with it, not only the first thing.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, ValueDeserializer};

use super::diagnostic::Diagnostic;
use super::locate::extent;
use super::wording::{Complaint, complaint};

/// The rule in `value`, a table of file number `file`; none where it has problems, which go to `problems`.
///
/// Serde stops at the first. So the value that it stumbled over is taken out and the rest tried again.
pub(super) fn decode<T: DeserializeOwned>(
    value: Spanned<DeValue<'_>>,
    file: usize,
    problems: &mut Vec<Diagnostic>,
) -> Option<T> {
    let mut rest = Rest {
        value,
        taken: Vec::new(),
    };
    loop {
        let error = match T::deserialize(ValueDeserializer::from(rest.value.clone())) {
            Ok(rule) => return rest.taken.is_empty().then_some(rule),
            Err(error) => error,
        };
        let span = error.span().unwrap_or_else(|| rest.value.span());
        let found = complaint(error.message(), type_at(&rest.value, &span));
        if !rest.explains(&found) {
            problems.push(found.diagnostic().label(file, span.clone(), ""));
        }
        if !rest.take(&span, found.missing.is_some()) {
            return None;
        }
    }
}

/// What is left of a table after the values that were wrong have been taken out.
struct Rest<'i> {
    value: Spanned<DeValue<'i>>,
    taken: Vec<String>,
}

impl Rest<'_> {
    /// Whether a key is missing only because it was taken out.
    fn explains(&self, found: &Complaint) -> bool {
        let key = found.missing.as_ref();
        key.is_some_and(|key| self.taken.contains(key))
    }

    /// Takes out the innermost value at `span`, or the table there if it lacks a key; false where nothing is left to
    /// try.
    fn take(&mut self, span: &Range<usize>, whole: bool) -> bool {
        let taken = take_from(self.value.get_mut(), span, whole);
        match taken {
            Some(key) => self.taken.push(key),
            None => return false,
        }
        true
    }
}

fn take_from(value: &mut DeValue<'_>, span: &Range<usize>, whole: bool) -> Option<String> {
    match value {
        DeValue::Table(table) => take_key(table, span, whole),
        DeValue::Array(items) => take_item(items, span, whole),
        _ => None,
    }
}

fn take_item(items: &mut DeArray<'_>, span: &Range<usize>, whole: bool) -> Option<String> {
    let index = items.iter().position(|item| covers(&extent(item), span))?;
    let item = items.get_mut(index)?;
    if !(whole && item.span() == *span) {
        return take_from(item.get_mut(), span, whole);
    }
    let rest = items.iter().enumerate().filter(|(i, _)| *i != index);
    *items = rest.map(|(_, item)| item.clone()).collect();
    Some(String::new())
}

fn take_key(table: &mut DeTable<'_>, span: &Range<usize>, whole: bool) -> Option<String> {
    let at = |(name, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        covers(&name.span(), span) || covers(&extent(value), span)
    };
    let key = table
        .iter()
        .find(|(name, value)| at((name, value)))?
        .0
        .clone();
    let name = key.get_ref().to_string();
    let value = table.get_mut(name.as_str())?;
    let is_it =
        covers(&key.span(), span) || (whole && value.get_ref().is_table() && value.span() == *span);
    if !is_it && let Some(inner) = take_from(value.get_mut(), span, whole) {
        return Some(inner);
    }
    table.remove(name.as_str());
    Some(name)
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// What type the value at exactly `span` has.
fn type_at(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<&'static str> {
    let inside: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
        _ if value.span() == *span => return Some(value.get_ref().type_str()),
        DeValue::Table(table) => table.values().collect(),
        DeValue::Array(items) => items.iter().collect(),
        _ => return None,
    };
    inside.into_iter().find_map(|value| type_at(value, span))
}
