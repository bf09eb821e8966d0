//! Cuts the endings off English words, so that "impeached" and "impeachment" are one term.
//!
//! Porter: An algorithm for suffix stripping, Program 14(3), 1980, with the author's later departures ("-logi", "-bli").

/// What may follow a stem, what takes its place, and how long the stem must be in Porter's measure.
type Ending = (&'static str, &'static str);

const SECOND: &[Ending] = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("logi", "log"),
];

const THIRD: &[Ending] = &[
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];

const FOURTH: &[Ending] = &[
    ("ement", ""),
    ("ance", ""),
    ("ence", ""),
    ("able", ""),
    ("ible", ""),
    ("ment", ""),
    ("ant", ""),
    ("ent", ""),
    ("ism", ""),
    ("ate", ""),
    ("iti", ""),
    ("ous", ""),
    ("ive", ""),
    ("ize", ""),
    ("al", ""),
    ("er", ""),
    ("ic", ""),
    ("ou", ""),
];

/// Cuts the ending off `word`, which is in lower case. A word that is not all ASCII letters, or is short, stays.
pub(super) fn stem(word: &mut String) {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return;
    }
    plural(word);
    past(word);
    if word.ends_with('y') && has_vowel(&word[..word.len() - 1]) {
        replace(word, 1, "i");
    }
    swap(word, SECOND, 0);
    swap(word, THIRD, 0);
    fourth(word);
    last(word);
}

fn plural(word: &mut String) {
    if word.ends_with("sses") || word.ends_with("ies") {
        replace(word, 2, "");
    } else if word.ends_with('s') && !word.ends_with("ss") {
        replace(word, 1, "");
    }
}

fn past(word: &mut String) {
    if let Some(stem) = word.strip_suffix("eed") {
        if measure(stem) > 0 {
            replace(word, 1, "");
        }
        return;
    }
    let cut = ["ed", "ing"].into_iter().find(|ending| {
        let stem = word.strip_suffix(ending);
        stem.is_some_and(has_vowel)
    });
    let Some(ending) = cut else { return };
    replace(word, ending.len(), "");
    if ["at", "bl", "iz"].iter().any(|end| word.ends_with(end)) {
        word.push('e');
    } else if is_doubled(word) && !word.ends_with(['l', 's', 'z']) {
        word.pop();
    } else if measure(word) == 1 && is_short(word) {
        word.push('e');
    }
}

/// Replaces the first of the endings that fits, where the stem before it measures more than `least`.
fn swap(word: &mut String, endings: &[Ending], least: usize) {
    let found = endings.iter().find(|(ending, _)| word.ends_with(ending));
    if let Some((ending, new)) = found
        && measure(&word[..word.len() - ending.len()]) > least
    {
        replace(word, ending.len(), new);
    }
}

fn fourth(word: &mut String) {
    match word.strip_suffix("ion") {
        Some(stem) if stem.ends_with(['s', 't']) => {
            if measure(stem) > 1 {
                replace(word, 3, "");
            }
        }
        _ => swap(word, FOURTH, 1),
    }
}

fn last(word: &mut String) {
    if let Some(stem) = word.strip_suffix('e') {
        let measure = measure(stem);
        if measure > 1 || measure == 1 && !is_short(stem) {
            replace(word, 1, "");
        }
    }
    if word.ends_with("ll") && measure(word) > 1 {
        word.pop();
    }
}

fn replace(word: &mut String, cut: usize, new: &str) {
    word.truncate(word.len() - cut);
    word.push_str(new);
}

/// Whether each letter is a vowel; "y" is one after a consonant.
fn vowels(word: &str) -> impl Iterator<Item = bool> {
    word.bytes().scan(true, |before, byte| {
        let vowel = match byte {
            b'a' | b'e' | b'i' | b'o' | b'u' => true,
            b'y' => !*before,
            _ => false,
        };
        *before = vowel;
        Some(vowel)
    })
}

fn has_vowel(word: &str) -> bool {
    // A "y" at the start is a consonant: `vowels` begins as if after a vowel.
    vowels(word).any(|vowel| vowel)
}

/// How often a consonant follows a vowel.
fn measure(word: &str) -> usize {
    let mut before = false;
    let mut count = 0;
    for vowel in vowels(word) {
        count += usize::from(before && !vowel);
        before = vowel;
    }
    count
}

fn is_doubled(word: &str) -> bool {
    let bytes = word.as_bytes();
    let double = bytes.len() > 1 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    double && vowels(word).last() == Some(false)
}

/// Whether it ends in consonant, vowel, consonant, the last of them not w, x or y.
fn is_short(word: &str) -> bool {
    let vowels: Vec<bool> = vowels(word).collect();
    vowels.ends_with(&[false, true, false]) && !word.ends_with(['w', 'x', 'y'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_cut_as_porter_cuts_them() {
        let table = [
            ("caresses", "caress"),
            ("ponies", "poni"),
            ("cats", "cat"),
            ("agreed", "agre"),
            ("plastered", "plaster"),
            ("motoring", "motor"),
            ("hopping", "hop"),
            ("filing", "file"),
            ("happy", "happi"),
            ("sky", "sky"),
            ("relational", "relat"),
            ("vietnamization", "vietnam"),
            ("triplicate", "triplic"),
            ("hopefulness", "hope"),
            ("replacement", "replac"),
            ("adoption", "adopt"),
            ("probate", "probat"),
            ("rate", "rate"),
            ("controlling", "control"),
            ("impeachment", "impeach"),
            ("impeached", "impeach"),
            ("is", "is"),
            ("café", "café"),
        ];
        for (word, want) in table {
            let mut found = word.to_owned();
            stem(&mut found);
            assert_eq!(found, want, "{word}");
        }
    }
}
