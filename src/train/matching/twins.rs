//! Makes of a claim another that says the same of another event: its names and numbers are exchanged.
//!
//! Annotated claims that are not the same are mostly about different things altogether, so they teach little of what tells
//! "The dam at Norvik will be drained" from "The dam at Halden will be drained". Contrast sets of this kind are those of
//! Gardner et al.: Evaluating models' local decision boundaries via contrast sets, Findings of EMNLP 2020.

use std::collections::BTreeMap;

/// `text` with the names and numbers of `other` in the place of its own, the same word for the same word; none where
/// one of them has no name.
pub(super) fn twin(text: &str, other: &str) -> Option<String> {
    let foreign = |kind: Kind| -> Vec<&str> {
        let words = words(other).filter(|(_, word, found)| *found == kind && !text.contains(word));
        words.map(|(_, word, _)| word).collect()
    };
    let (names, numbers) = (foreign(Kind::Name), foreign(Kind::Number));
    let mut exchanged: BTreeMap<&str, String> = BTreeMap::new();
    let (mut name, mut number) = (names.iter().cycle(), numbers.iter());
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, word, kind) in words(text) {
        let new = match kind {
            Kind::Word => continue,
            Kind::Name => exchanged.entry(word).or_insert((*name.next()?).to_owned()),
            Kind::Number => exchanged.entry(word).or_insert_with(|| {
                number
                    .next()
                    .map_or_else(|| more(word), |&it| it.to_owned())
            }),
        };
        out.push_str(&text[from..at]);
        out.push_str(new);
        from = at + word.len();
    }
    out.push_str(&text[from..]);
    (!exchanged.is_empty() && !names.is_empty()).then_some(out)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    /// A capital inside a sentence.
    Name,
    Number,
}

/// The words of a text, without the marks round them, with the bytes at which they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str, Kind)> {
    let mut opens = true;
    text.split_whitespace().filter_map(move |chunk| {
        let word = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        let kind = match word.chars().next()? {
            first if first.is_ascii_digit() => Kind::Number,
            first if first.is_uppercase() && !opens => Kind::Name,
            _ => Kind::Word,
        };
        opens = chunk.ends_with(['.', '!', '?', ':']);
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        Some((at, word, kind))
    })
}

/// Another number, for want of one.
fn more(number: &str) -> String {
    format!("{number}7")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_exchanged_and_nothing_else() {
        let text = "The dam at Norvik, drained in 2030, will leave Norvik dry for 3 weeks.";
        let other = "A bridge in Halden closed for 40 days, Osmund said.";
        assert_eq!(
            twin(text, other).as_deref(),
            Some("The dam at Halden, drained in 40, will leave Halden dry for 37 weeks.")
        );
        assert_eq!(twin(text, "nobody said when"), None);
    }
}
