//! The Admiralty rating (NATO STANAG 2511): a letter for the source, a digit for the claim.

use super::chain::Reading;
use crate::rules::file::RatingParams;
use crate::types::{Grade, Identity, Letter};

/// The letter of the weakest source in `chain`; F where it cannot be judged.
pub fn letter(chain: Option<&Reading<'_>>, rating: &RatingParams) -> Letter {
    let Some((hand, e)) = chain.and_then(weakest) else {
        return Grade::F;
    };
    let unjudged = hand.grade == Some(Grade::F) && hand.counts == (0.0, 0.0);
    if unjudged || hand.identity == Identity::Unattributed {
        return Grade::F;
    }
    let earned = rating.letters.iter().find(|&(_, &least)| e >= least);
    earned.map_or(Grade::E, |(&letter, _)| letter)
}

/// The link of least reliability, the first of equals.
fn weakest<'t>(chain: &Reading<'t>) -> Option<(&'t super::Hand, f64)> {
    (chain.links.iter())
        .zip(chain.reliabilities.iter().copied())
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

/// The digit for `pro` independent roots against `con`: 1 confirmed by others, 2 probable, 3 possible, 4 doubtful,
/// 5 improbable, 6 cannot be judged.
pub fn digit(pro: u32, con: u32, rating: &RatingParams) -> u8 {
    match (pro, con) {
        (0, 0) => 6,
        (n, 0) if n >= rating.confirmed => 1,
        (n, 0) if n >= rating.probable => 2,
        (n, m) if n > m => 3,
        (n, m) if n == m => 4,
        _ => 5,
    }
}
