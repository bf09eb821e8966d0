//! What kind of value a table holds: when two are the same, and when one is the other told less precisely.

use super::hierarchy::Hierarchy;

/// The kind of the values of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ValueKind {
    /// Any text; values are the same or they contradict each other.
    #[default]
    Text,
    /// Elements between semicolons, in any order; a part of a list tells the list less precisely.
    List,
    /// A number; a rounded number tells the number less precisely.
    Number,
    /// Names in a tree; what holds a value tells it less precisely.
    Hierarchy(Hierarchy),
}

/// A value that its kind does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a number, found {0:?}")]
pub struct ValueError(pub String);

impl ValueKind {
    /// The one way to write a value, so that equal values are equal texts; empty where nothing is claimed.
    ///
    /// # Errors
    ///
    /// The value is no number where numbers are asked for.
    pub fn canonical(&self, value: &str) -> Result<String, ValueError> {
        match self {
            ValueKind::Text | ValueKind::Hierarchy(_) => Ok(one_line(value)),
            ValueKind::List => Ok(list(value)),
            ValueKind::Number if value.trim().is_empty() => Ok(String::new()),
            ValueKind::Number => number(value),
        }
    }

    /// Whether `wide` tells `narrow` less precisely; both canonical.
    pub(super) fn is_broader(&self, wide: &str, narrow: &str) -> bool {
        match self {
            ValueKind::Text => false,
            ValueKind::List => is_part(wide, narrow),
            ValueKind::Number => is_rounded(wide, narrow),
            ValueKind::Hierarchy(tree) => tree.holds(wide, narrow),
        }
    }

    /// How precise a value is: the steps above it, its further elements or digits.
    pub(super) fn depth(&self, value: &str) -> usize {
        match self {
            ValueKind::Text => 0,
            ValueKind::List => value.matches(';').count(),
            ValueKind::Number => digits(value).saturating_sub(1),
            ValueKind::Hierarchy(tree) => tree.depth(value),
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn list(text: &str) -> String {
    let elements = text
        .split(';')
        .map(|element| one_line(element).to_lowercase());
    let mut elements: Vec<String> = elements.filter(|element| !element.is_empty()).collect();
    elements.sort_unstable();
    elements.dedup();
    elements.join(";")
}

fn number(text: &str) -> Result<String, ValueError> {
    let plain = text.trim().replace([',', '_'], "");
    match plain.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(format!("{}", number + 0.0)),
        _ => Err(ValueError(text.to_owned())),
    }
}

/// Whether each element of a list is in a longer one.
fn is_part(part: &str, whole: &str) -> bool {
    let mut rest = whole.split(';');
    part.len() < whole.len()
        && part
            .split(';')
            .all(|element| rest.any(|other| other == element))
}

/// The significant digits of a canonical number; trailing zeros of a whole number are not.
fn digits(number: &str) -> usize {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = whole.trim_start_matches('-');
    let all = format!("{whole}{fraction}");
    all.trim_start_matches('0').trim_end_matches('0').len()
}

fn is_rounded(rounded: &str, precise: &str) -> bool {
    let kept = digits(rounded);
    let (Ok(goal), Ok(number)) = (rounded.parse::<f64>(), precise.parse::<f64>()) else {
        return false;
    };
    let shown = format!("{number:.*e}", kept.saturating_sub(1)).parse::<f64>();
    kept < digits(precise) && shown.is_ok_and(|shown| shown == goal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_list_is_broader_than_the_list() {
        let cases = [
            ("lind", "lind;okafor", true),
            ("okafor", "lind;okafor", true),
            ("lind;okafor", "lind", false),
            ("lind;okafor", "lind;okafor", false),
            ("lin", "lind;okafor", false),
        ];
        for (wide, narrow, expected) in cases {
            assert_eq!(
                ValueKind::List.is_broader(wide, narrow),
                expected,
                "{wide} {narrow}"
            );
        }
    }

    #[test]
    fn a_round_number_is_broader_than_the_exact_one() {
        let cases = [
            ("300", "312", true),
            ("310", "312", true),
            ("320", "312", false),
            ("312", "310", false),
            ("0.5", "0.52", true),
            ("1000", "1000", false),
        ];
        for (wide, narrow, expected) in cases {
            assert_eq!(
                ValueKind::Number.is_broader(wide, narrow),
                expected,
                "{wide} {narrow}"
            );
        }
    }

    #[test]
    fn equal_values_are_written_alike() {
        let cases = [
            (ValueKind::Text, " Port  Ambel ", "Port Ambel"),
            (ValueKind::List, "Okafor; lind;;Lind", "lind;okafor"),
            (ValueKind::Number, "1,200.0", "1200"),
            (ValueKind::Number, "-0", "0"),
            (ValueKind::Number, " ", ""),
        ];
        for (kind, given, expected) in cases {
            assert_eq!(kind.canonical(given).as_deref(), Ok(expected));
        }
        assert!(ValueKind::Number.canonical("many").is_err());
    }
}
