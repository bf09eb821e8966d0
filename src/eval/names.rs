//! Whether two names mean the same bearer: one is the other, or is held in it; titles, articles and brackets aside.

use std::collections::BTreeSet;

const ASIDE: &[&str] = &["the", "a", "an", "of", "mr", "mrs", "ms", "dr", "s"];

/// Whether `name` is one of `names`, or is held in one, or holds one.
pub(super) fn same<'a>(name: Option<&str>, names: impl IntoIterator<Item = &'a str>) -> bool {
    let Some(name) = name.map(fold).filter(|words| !words.is_empty()) else {
        return false;
    };
    let mut names = names.into_iter().map(fold);
    names.any(|other| !other.is_empty() && (name.is_subset(&other) || other.is_subset(&name)))
}

/// The words of a name that tell its bearer.
fn fold(name: &str) -> BTreeSet<String> {
    let lower = without_genitive(&without_brackets(&name.to_lowercase()));
    let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words
        .filter(|word| !word.is_empty() && !ASIDE.contains(word))
        .map(str::to_owned)
        .collect()
}

fn without_brackets(name: &str) -> String {
    let mut rest = name;
    let mut out = String::with_capacity(name.len());
    while let Some(open) = rest.find('(') {
        let Some(close) = rest[open..].find(')') else {
            break;
        };
        out.push_str(&rest[..open]);
        out.push(' ');
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}

/// The name without "'s" where a word ends in it.
fn without_genitive(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find(['’', '\'']) {
        let mark = rest[at..].chars().next().map_or(0, char::len_utf8);
        let tail = &rest[at + mark..];
        let after = tail
            .strip_prefix('s')
            .filter(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        out.push_str(&rest[..at]);
        out.push(' ');
        rest = after.unwrap_or(tail);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_where_one_is_held_in_the_other() {
        assert!(same(Some("Dr Mirela Stan"), ["Mirela Stan"]));
        assert!(same(
            Some("Institute for Ports (IfP)"),
            ["the Institute for Ports"]
        ));
        assert!(same(
            Some("Halvania’s health ministry"),
            ["health ministry"]
        ));
        assert!(!same(Some("Mirela Stan"), ["Mirela Petrescu"]));
        assert!(!same(Some("the"), ["the"]) && !same(None, ["Stan"]));
    }
}
