//! Verdicts on claims: what a fact-checker found.

use std::collections::BTreeMap;
use std::io;

use serde::Deserialize;

use super::Gathered;
use crate::types::Polarity;

/// Verdicts by cluster: whether what its claims affirm proved true.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdicts {
    clusters: BTreeMap<String, bool>,
}

/// Verdicts by the id of the claim that was checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    claims: BTreeMap<String, bool>,
}

/// What was found of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Confirmed,
    Refuted,
}

/// A row of a file of verdicts.
#[derive(Debug, Deserialize)]
struct Row {
    claim: String,
    verdict: Verdict,
}

/// Why verdicts cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerdictError {
    /// A row is not `claim,verdict`.
    #[error(
        "{0}; expected a head `claim,verdict`, then a claim's id and `confirmed` or `refuted` in each row"
    )]
    Csv(#[from] csv::Error),
    /// One claim has both verdicts.
    #[error(
        "line {line}: the claim {claim} is both confirmed and refuted; keep one verdict for each claim"
    )]
    Both {
        /// The claim.
        claim: String,
        /// The line of the second verdict.
        line: u64,
    },
}

impl Checked {
    /// Reads CSV with the columns `claim`, the id of a claim, and `verdict`, `confirmed` or `refuted`.
    ///
    /// # Errors
    ///
    /// Where a row is not of that form, or a claim has both verdicts.
    pub fn read(input: impl io::Read) -> Result<Self, VerdictError> {
        let mut checked = Self::default();
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(input);
        let head = reader.headers()?.clone();
        for record in reader.records() {
            let record = record?;
            let Row { claim, verdict } = record.deserialize(Some(&head))?;
            let confirmed = verdict == Verdict::Confirmed;
            let known = checked.claims.insert(claim.clone(), confirmed);
            if known.is_some_and(|other| other != confirmed) {
                let line = record.position().map_or(0, csv::Position::line);
                return Err(VerdictError::Both { claim, line });
            }
        }
        Ok(checked)
    }

    /// The verdicts by cluster: one verdict a cluster, however many of its texts were checked. The ids that the corpus
    /// does not have are given back, and so are those of clusters whose verdicts contradict each other.
    pub fn place(&self, gathered: &Gathered<'_>) -> (Verdicts, Vec<String>) {
        let mut verdicts = Verdicts::default();
        let mut open = self.claims.clone();
        let mut unsettled = Vec::new();
        for cluster in gathered.clusters() {
            if open.is_empty() {
                break;
            }
            let checked = cluster.members.iter().filter_map(|member| {
                let confirmed = open.remove(&member.claim.id)?;
                let affirms = member.claim.polarity == Polarity::Affirm;
                Some((member.claim.id.clone(), confirmed == affirms))
            });
            let checked: Vec<_> = checked.collect();
            let Some((_, first)) = checked.first() else {
                continue;
            };
            if checked.iter().all(|(_, truth)| truth == first) {
                verdicts.clusters.insert(cluster.id.to_owned(), *first);
            } else {
                unsettled.extend(checked.into_iter().map(|(id, _)| id));
            }
        }
        unsettled.extend(open.into_keys());
        (verdicts, unsettled)
    }
}

impl Verdicts {
    /// How often one who takes these sides of these clusters was right and wrong.
    pub fn of<'a>(&self, sides: impl Iterator<Item = (&'a str, Polarity)>) -> (f64, f64) {
        let judged = sides.filter_map(|(cluster, side)| {
            let truth = *self.clusters.get(cluster)?;
            Some(truth == (side == Polarity::Affirm))
        });
        judged.fold((0.0, 0.0), |(right, wrong), is_right| match is_right {
            true => (right + 1.0, wrong),
            false => (right, wrong + 1.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_cannot_be_used_are_told_by_line() {
        let read = |text: &str| Checked::read(text.as_bytes()).map_err(|error| error.to_string());
        assert!(read("claim,verdict\na, confirmed\nb,refuted\na,confirmed\n").is_ok());
        let both = read("claim,verdict\na,confirmed\na,refuted\n").unwrap_err();
        assert!(both.starts_with("line 3: the claim a"), "{both}");
        let word = read("claim,verdict\na,true\n").unwrap_err();
        assert!(
            word.contains("line: 2") && word.contains("`confirmed` or `refuted`"),
            "{word}"
        );
    }

    #[test]
    fn who_denies_what_is_refuted_is_right() {
        let verdicts = Verdicts {
            clusters: BTreeMap::from([("a".to_owned(), false), ("b".to_owned(), true)]),
        };
        let sides = [
            ("a", Polarity::Deny),
            ("b", Polarity::Affirm),
            ("c", Polarity::Affirm),
        ];
        assert_eq!(verdicts.of(sides.into_iter()), (2.0, 0.0));
        assert_eq!(
            verdicts.of([("a", Polarity::Affirm)].into_iter()),
            (0.0, 1.0)
        );
    }
}
