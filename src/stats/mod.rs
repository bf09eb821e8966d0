//! Statistics over counts and samples: intervals, effect sizes, tests, ranks, and the comparison of two tables.
//!
//! The distributions are those of statrs. Nothing here is random but for a seed.

mod bootstrap;
mod compare;
mod effect;
mod interval;
mod rank;
mod significance;

pub use bootstrap::{Bootstrap, bootstrap};
pub use compare::{Comparison, CountTable, Effect, Mean, Measure, Share, compare};
pub use effect::{cliffs_delta, cohens_h, hedges_g, odds_ratio, risk_difference};
pub use interval::{Interval, beta_interval, clopper_pearson, normal_quantile, wilson};
pub use rank::{auc, pearson, ranks, spearman};
pub use significance::{benjamini_hochberg, fisher, mann_whitney, two_proportions, welch};
