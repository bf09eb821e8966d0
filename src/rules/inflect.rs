//! Inflects English verbs and nouns as written in rules: `"announce"`, `"say:says,said,saying"`, `"point out"`, `"child:children"`.

/// Forms of a verb, as bits.
pub mod form {
    /// The bare form ("say").
    pub const BASE: u8 = 1;
    /// Third person ("says").
    pub const THIRD: u8 = 2;
    /// Past ("said").
    pub const PAST: u8 = 4;
    /// Past participle ("said", "written").
    pub const PARTICIPLE: u8 = 8;
    /// Gerund ("saying").
    pub const GERUND: u8 = 16;
    /// A singular noun.
    pub const SINGULAR: u8 = 32;
    /// A plural noun.
    pub const PLURAL: u8 = 64;
}

/// A verb or noun in all its forms, and the words that follow it in a phrasal verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inflected {
    /// Each form with its bits (see [`form`]); a form may have several.
    pub forms: Vec<(String, u8)>,
    /// What follows ("out" of "point out"); empty mostly.
    pub rest: String,
}

/// All forms of a verb as written.
pub fn verb(written: &str) -> Inflected {
    let (head, given) = split(written);
    let (base, rest) = head.split_once(' ').unwrap_or((head, ""));
    let mut forms = vec![(base.to_owned(), form::BASE)];
    match given {
        Some(given) => irregular(given, &mut forms),
        None => regular(base, &mut forms),
    }
    Inflected {
        forms: merged(forms),
        rest: rest.to_owned(),
    }
}

/// Singular and plural of a noun as written; the last word of several inflects.
pub fn noun(written: &str) -> Inflected {
    let (head, given) = split(written);
    let (before, last) = head.rsplit_once(' ').map_or(("", head), |(b, l)| (b, l));
    let plural = given.map_or_else(|| with_s(last), str::to_owned);
    let whole = |word: &str| {
        if before.is_empty() {
            word.to_owned()
        } else {
            format!("{before} {word}")
        }
    };
    let mut forms = vec![(whole(last), form::SINGULAR)];
    if !plural.is_empty() {
        forms.push((whole(&plural), form::PLURAL));
    }
    Inflected {
        forms: merged(forms),
        rest: String::new(),
    }
}

fn split(written: &str) -> (&str, Option<&str>) {
    match written.split_once(':') {
        Some((head, given)) => (head.trim(), Some(given.trim())),
        None => (written.trim(), None),
    }
}

fn irregular(given: &str, forms: &mut Vec<(String, u8)>) {
    let (mut past, mut gerunds) = (Vec::new(), Vec::new());
    for word in given.split(',').map(str::trim).filter(|w| !w.is_empty()) {
        if word.ends_with("ing") {
            gerunds.push((word.to_owned(), form::GERUND));
        } else if word.ends_with('s') && forms.iter().all(|(_, bits)| *bits != form::THIRD) {
            forms.push((word.to_owned(), form::THIRD));
        } else {
            past.push(word.to_owned());
        }
    }
    match past.as_slice() {
        [] => forms.push((forms[0].0.clone(), form::PAST | form::PARTICIPLE)),
        [one] => forms.push((one.clone(), form::PAST | form::PARTICIPLE)),
        [first, rest @ ..] => {
            forms.push((first.clone(), form::PAST));
            forms.extend(rest.iter().map(|w| (w.clone(), form::PARTICIPLE)));
        }
    }
    forms.append(&mut gerunds);
}

fn regular(base: &str, forms: &mut Vec<(String, u8)>) {
    forms.push((with_s(base), form::THIRD));
    let past = if base.ends_with('e') {
        format!("{base}d")
    } else if consonant_y(base) {
        format!("{}ied", &base[..base.len() - 1])
    } else {
        format!("{base}ed")
    };
    forms.push((past, form::PAST | form::PARTICIPLE));
    let silent = base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("oe");
    let gerund = if silent {
        format!("{}ing", &base[..base.len() - 1])
    } else {
        format!("{base}ing")
    };
    forms.push((gerund, form::GERUND));
}

fn with_s(word: &str) -> String {
    if consonant_y(word) {
        format!("{}ies", &word[..word.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

fn consonant_y(word: &str) -> bool {
    let mut letters = word.chars().rev();
    letters.next() == Some('y') && letters.next().is_some_and(|c| !"aeiou".contains(c))
}

/// One entry a spelling, bits joined.
fn merged(forms: Vec<(String, u8)>) -> Vec<(String, u8)> {
    let mut out: Vec<(String, u8)> = Vec::new();
    for (word, bits) in forms {
        match out.iter_mut().find(|(known, _)| *known == word) {
            Some((_, known)) => *known |= bits,
            None => out.push((word, bits)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_verbs_and_nouns() {
        let words = |i: Inflected| {
            i.forms
                .into_iter()
                .map(|(w, _)| w)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            words(verb("announce")),
            "announce announces announced announcing"
        );
        assert_eq!(words(verb("deny")), "deny denies denied denying");
        assert_eq!(words(verb("say:says,said,saying")), "say says said saying");
        assert_eq!(words(verb("put:puts,putting")), "put puts putting");
        assert_eq!(verb("point out").rest, "out");
        assert_eq!(words(noun("ministry")), "ministry ministries");
        assert_eq!(words(noun("spokesman:spokesmen")), "spokesman spokesmen");
        assert_eq!(
            words(noun("press secretary")),
            "press secretary press secretaries"
        );
    }

    #[test]
    fn one_spelling_may_be_two_forms() {
        let said = verb("say:says,said,saying").forms[2].clone();
        assert_eq!(said, ("said".to_owned(), form::PAST | form::PARTICIPLE));
        let wrote = verb("write:writes,wrote,written,writing").forms;
        assert_eq!(wrote[2], ("wrote".to_owned(), form::PAST));
        assert_eq!(wrote[3], ("written".to_owned(), form::PARTICIPLE));
    }
}
