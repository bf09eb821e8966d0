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

/// How far into a word the pass has come.
#[derive(Clone, Copy)]
enum Within {
    /// No letter or digit of it yet.
    Marks,
    /// Right behind the first one.
    First(char),
    Rest,
}

impl Counts {
    /// Counts in `text`.
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut within = Within::Marks;
        let mut digits = Digits::default();
        // A blank behind the text ends its last word.
        for c in text.chars().chain([' ']) {
            let (blank, word) = (c.is_whitespace(), c.is_alphanumeric());
            within = match within {
                Within::Marks if word => {
                    counts.words += 1;
                    Within::First(c)
                }
                Within::First(first) => {
                    counts.names += usize::from(counts.words > 1 && begins_name(first, word));
                    if blank { Within::Marks } else { Within::Rest }
                }
                _ if blank => Within::Marks,
                within => within,
            };
            if c.is_ascii_digit() {
                counts.digits = true;
                digits.push(c);
            } else {
                counts.year |= digits.take().is_year();
            }
        }
        counts
    }
}

/// Whether a word is a name that begins with `first`, a letter or digit right behind it or not.
fn begins_name(first: char, more: bool) -> bool {
    first.is_uppercase() && (more || first != 'I')
}

/// A run of digits: how many, and the first two.
#[derive(Debug, Default)]
struct Digits {
    count: usize,
    first: [char; 2],
}

impl Digits {
    fn push(&mut self, digit: char) {
        if let Some(slot) = self.first.get_mut(self.count) {
            *slot = digit;
        }
        self.count += 1;
    }

    fn take(&mut self) -> Self {
        std::mem::take(self)
    }

    fn is_year(&self) -> bool {
        self.count == 4 && matches!(self.first, ['1', '9'] | ['2', '0'])
    }
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
