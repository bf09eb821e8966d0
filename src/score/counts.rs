//! What there is to count in a claim: words, names, digits, years. One pass over its characters.

/// The counts of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words: what white space sets apart, where it has a letter or digit.
    pub words: usize,
    /// Of these, the first aside, those that begin with a capital, "I" and its contractions aside.
    pub names: usize,
    /// Whether there is a digit.
    pub digits: bool,
    /// Whether there is a year, 1900 to 2099.
    pub year: bool,
}

/// What a character is to the count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    /// A letter or digit.
    Word,
    Mark,
}

/// The kinds of the ASCII characters.
const KINDS: [Kind; 128] = {
    let mut kinds = [Kind::Mark; 128];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b' ' | 0x09..=0x0d => Kind::Blank,
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => Kind::Word,
            _ => Kind::Mark,
        };
        byte += 1;
    }
    kinds
};

fn kind(c: char) -> Kind {
    match KINDS.get(c as usize) {
        Some(kind) => *kind,
        None if c.is_whitespace() => Kind::Blank,
        None if c.is_alphanumeric() => Kind::Word,
        None => Kind::Mark,
    }
}

impl Counts {
    /// Counts in `text`.
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut chars = text.chars();
        // Whether the word under way has had a letter or digit.
        let mut begun = false;
        while let Some(c) = chars.next() {
            match kind(c) {
                Kind::Blank => begun = false,
                Kind::Word if !begun => {
                    begun = true;
                    counts.words += 1;
                    if counts.words > 1 && c.is_uppercase() {
                        let more = chars.clone().next().map(kind) == Some(Kind::Word);
                        counts.names += usize::from(more || c != 'I');
                    }
                }
                _ => {}
            }
            if c.is_ascii_digit() {
                counts.digits = true;
                let run = chars.as_str().as_bytes();
                let more = run.iter().take_while(|byte| byte.is_ascii_digit()).count();
                counts.year |= more == 3 && is_century(c, run[0]);
                // Digits go on with the word that the first of them stands in.
                chars = chars.as_str()[more..].chars();
            }
        }
        counts
    }
}

/// Whether four digits that begin with these two are a year.
fn is_century(first: char, second: u8) -> bool {
    matches!((first, second), ('1', b'9') | ('2', b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_names_and_years() {
        let cases = [
            ("In 2019, “Ana” and I'm I paid 3.50 –", 8, 1, true, true),
            ("Ärzte Ä sagen 19.1999", 4, 1, true, true),
            ("20190 – ( !", 1, 0, true, false),
            ("", 0, 0, false, false),
        ];
        for (text, words, names, digits, year) in cases {
            let want = Counts {
                words,
                names,
                digits,
                year,
            };
            assert_eq!(Counts::of(text), want, "{text}");
        }
    }
}
