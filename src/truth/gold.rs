//! How many findings agree with known truth.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::kind::{ValueError, ValueKind};
use super::truths::Truths;

/// Known truths, by object.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    /// Values are paths, the most precise first, with commas between.
    paths: bool,
    values: FxHashMap<String, String>,
}

/// How many findings agree with known truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Accuracy {
    /// Known truths of objects that somebody claims something of.
    pub objects: u64,
    /// The value held true is just the true one.
    pub exact: u64,
    /// It is the true one told less precisely.
    pub broader: u64,
}

impl Gold {
    /// No truths yet, of values of a kind. In a hierarchy each is the whole path, the most precise name first.
    pub fn new(kind: &ValueKind) -> Self {
        Self {
            paths: matches!(kind, ValueKind::Hierarchy(_)),
            values: FxHashMap::default(),
        }
    }

    /// Adds a known truth; the last of one object stands.
    ///
    /// # Errors
    ///
    /// The value is not of the kind.
    pub fn add(&mut self, kind: &ValueKind, object: &str, value: &str) -> Result<(), ValueError> {
        let value = kind.canonical(value)?;
        self.values.insert(object.to_owned(), value);
        Ok(())
    }

    /// Compares.
    pub fn accuracy(&self, kind: &ValueKind, truths: &Truths) -> Accuracy {
        let mut sum = Accuracy::default();
        for finding in &truths.values {
            let Some(truth) = self.values.get(&finding.object) else {
                continue;
            };
            let exact = self.is_exact(finding.value(), truth);
            let broader = !exact && self.is_broader(kind, finding.value(), truth);
            sum.objects += 1;
            sum.exact += u64::from(exact);
            sum.broader += u64::from(broader);
        }
        sum
    }

    fn is_exact(&self, found: &str, truth: &str) -> bool {
        let rest = truth.strip_prefix(found);
        rest.is_some_and(|rest| rest.is_empty() || self.paths && rest.starts_with(','))
    }

    fn is_broader(&self, kind: &ValueKind, found: &str, truth: &str) -> bool {
        match self.paths {
            true => format!("{truth},").contains(&format!(",{found},")),
            false => kind.is_broader(found, truth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, Hierarchy, Options, discover};
    use super::*;

    #[test]
    fn a_place_that_holds_the_true_one_is_broader() {
        let kind = ValueKind::Hierarchy(Hierarchy::default());
        let mut gold = Gold::new(&kind);
        gold.add(&kind, "a", "Port Ambel, Westshire,Norland")
            .unwrap();
        let cases = [
            ("Port Ambel, Westshire", 1, 0),
            ("Norland", 0, 1),
            ("Port", 0, 0),
        ];
        for (value, exact, broader) in cases {
            let mut builder = Builder::new(kind.clone());
            builder.claim("s", "a", value).unwrap();
            let truths = discover(&builder.build(), &Options::default());
            let found = gold.accuracy(&kind, &truths);
            assert_eq!((found.exact, found.broader), (exact, broader), "{value}");
        }
    }
}
