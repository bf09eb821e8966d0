//! What is measured: outlets' drift, trust in sources, statistics.

use crate::corpus::compare::LEVEL;
use crate::corpus::drift::{Change, Drift, Outlet};
use crate::corpus::{Grouping, Tallies, Trust};
use crate::stats::{Comparison, Effect, Measure, Share, wilson};
use crate::write::table::{Column, Table};

/// A row for each outlet that passes something on.
pub fn outlets(drift: &Drift<'_>) -> Table {
    let each = || drift.outlets.values();
    let kind =
        |change| each().map(move |outlet: &Outlet| outlet.kinds.get(&change).copied().unwrap_or(0));
    let interval = |outlet: &Outlet| wilson(outlet.changed, outlet.relays, LEVEL);
    Table {
        name: "outlets",
        about: "One row an outlet that passes on claims of which an earlier telling is in the corpus.",
        columns: vec![
            Column::text(
                "publisher",
                "the outlet",
                drift.outlets.keys().map(|&name| Some(name)),
            ),
            Column::count(
                "relays",
                "how often it passes one on",
                each().map(|outlet| outlet.relays),
            ),
            Column::count(
                "changed",
                "how often something changed at its hand",
                each().map(|outlet| outlet.changed),
            ),
            Column::count(
                "hedge_dropped",
                "how often a hedge was lost",
                kind(Change::HedgeDropped),
            ),
            Column::count(
                "source_upgraded",
                "how often a source grew",
                kind(Change::SourceUpgraded),
            ),
            Column::count(
                "source_dropped",
                "how often a source fell away",
                kind(Change::SourceDropped),
            ),
            Column::real(
                "laundering",
                "the share of its relays with a change, 0..1",
                each().map(|outlet| Some(outlet.changed as f64 / outlet.relays as f64)),
            ),
            Column::real(
                "low",
                "lower end of its 95 % interval (Wilson)",
                each().map(|outlet| Some(interval(outlet)[0])),
            ),
            Column::real(
                "high",
                "upper end of its 95 % interval (Wilson)",
                each().map(|outlet| Some(interval(outlet)[1])),
            ),
        ],
    }
}

/// A row for each root that has a claim which others have as well.
pub fn sources(rows: &[Trust]) -> Table {
    let real = |of: fn(&Trust) -> f64| rows.iter().map(move |trust| Some(of(trust)));
    Table {
        name: "sources",
        about: "One row a root of a claim that is in the corpus more than once: how far it may be trusted.",
        columns: vec![
            Column::text(
                "source",
                "its key",
                rows.iter().map(|trust| Some(trust.name.as_str())),
            ),
            Column::text(
                "type",
                "what kind of source it is",
                rows.iter().map(|trust| Some(trust.kind.as_str())),
            ),
            Column::count(
                "clusters",
                "clusters that it is a root of",
                rows.iter().map(|trust| trust.clusters),
            ),
            Column::real(
                "prior_mean",
                "the share of its claims believed true before, 0..1: the registry's grade, else identity and type",
                real(|trust| trust.prior.0),
            ),
            Column::real(
                "prior_weight",
                "what that belief weighs, in claims",
                real(|trust| trust.prior.1),
            ),
            Column::real(
                "confirmed",
                "its claims that verdicts confirm",
                real(|trust| trust.verdicts.0),
            ),
            Column::real(
                "refuted",
                "its claims that verdicts refute",
                real(|trust| trust.verdicts.1),
            ),
            Column::real(
                "agreed",
                "its claims that other roots agree with, copying discounted, at most 20 with the next",
                real(|trust| trust.estimated.0),
            ),
            Column::real(
                "contradicted",
                "its claims that other roots contradict",
                real(|trust| trust.estimated.1),
            ),
            Column::real(
                "alpha",
                "first count of the Beta distribution of all this",
                real(|trust| trust.beta.0),
            ),
            Column::real("beta", "its second count", real(|trust| trust.beta.1)),
            Column::real("reliability", "its mean, 0..1", real(|trust| trust.mean)),
            Column::real(
                "low",
                "lower end of its central 95 %",
                real(|trust| trust.interval[0]),
            ),
            Column::real(
                "high",
                "upper end of its central 95 %",
                real(|trust| trust.interval[1]),
            ),
        ],
    }
}

/// A row for each figure of each group of claims.
pub fn statistics(tallies: &Tallies) -> Table {
    let rows: Vec<Row<'_>> = tallies
        .iter()
        .flat_map(|((by, name), tally)| {
            let counts = tally.counts();
            let shares = counts
                .shares
                .into_iter()
                .filter(|(_, share)| share.trials > 0);
            let shares = shares.map(|(metric, share): (String, Share)| {
                (metric, Some(share.successes), share.measure(LEVEL))
            });
            let means = counts.means.into_iter().filter(|(_, mean)| mean.count > 0);
            let means = means.map(|(metric, mean)| (metric, None, mean.measure(LEVEL)));
            let figures: Vec<_> = shares.chain(means).collect();
            figures
                .into_iter()
                .map(move |(metric, count, measure)| Row {
                    by: *by,
                    name,
                    metric,
                    count,
                    measure,
                })
        })
        .collect();
    let real = |of: fn(&Measure) -> f64| rows.iter().map(move |row| Some(of(&row.measure)));
    Table {
        name: "statistics",
        about: "One row a figure of a group of claims: shares of its claims, and the mean depth of its chains.",
        columns: vec![
            Column::text(
                "by",
                "what the claims are grouped by: `corpus`, `publisher`, `source` or `month`",
                rows.iter().map(|row| Some(row.by.as_str())),
            ),
            Column::text("name", "which one", rows.iter().map(|row| Some(row.name))),
            Column::text(
                "metric",
                "the figure",
                rows.iter().map(|row| Some(row.metric.as_str())),
            ),
            Column {
                name: "count",
                about: "how many; none for a mean",
                values: crate::write::table::Values::Count(
                    rows.iter().map(|row| row.count).collect(),
                ),
            },
            Column::count(
                "of",
                "of how many",
                rows.iter().map(|row| row.measure.count),
            ),
            Column::real("value", "the share, 0..1, or the mean", real(|it| it.value)),
            Column::real(
                "low",
                "lower end of its 95 % interval (Wilson; normal for a mean)",
                real(|it| it.interval[0]),
            ),
            Column::real(
                "high",
                "upper end of its 95 % interval",
                real(|it| it.interval[1]),
            ),
        ],
    }
}

/// A row for each figure that two sides have.
pub fn comparison(rows: &[Comparison]) -> Table {
    let real = |of: fn(&Comparison) -> f64| rows.iter().map(move |row| Some(of(row)));
    let effect = |row: &Comparison| match row.effect {
        Effect::CohensH(h) => Some(h),
        Effect::HedgesG(g) => g,
    };
    let size = |row: &Comparison| match row.effect {
        Effect::CohensH(_) => "cohens_h",
        Effect::HedgesG(_) => "hedges_g",
    };
    Table {
        name: "comparison",
        about: "One row a figure that both sides have, the least likely to be chance first.",
        columns: vec![
            Column::text(
                "metric",
                "the figure, as `statistics` has it",
                rows.iter().map(|row| Some(row.metric.as_str())),
            ),
            Column::real(
                "a",
                "the share, 0..1, or mean of the first side",
                real(|r| r.a.value),
            ),
            Column::real(
                "a_low",
                "lower end of its 95 % interval",
                real(|r| r.a.interval[0]),
            ),
            Column::real("a_high", "upper end", real(|r| r.a.interval[1])),
            Column::count("a_of", "of how many", rows.iter().map(|r| r.a.count)),
            Column::real("b", "the same of the second side", real(|r| r.b.value)),
            Column::real(
                "b_low",
                "lower end of its 95 % interval",
                real(|r| r.b.interval[0]),
            ),
            Column::real("b_high", "upper end", real(|r| r.b.interval[1])),
            Column::count("b_of", "of how many", rows.iter().map(|r| r.b.count)),
            Column::real(
                "difference",
                "the first less the second",
                real(|r| r.difference),
            ),
            Column::real(
                "low",
                "lower end of its 95 % interval (Newcombe; normal for a mean)",
                real(|r| r.interval[0]),
            ),
            Column::real("high", "upper end", real(|r| r.interval[1])),
            Column::text(
                "effect",
                "what tells its size: `cohens_h` of shares, `hedges_g` of means",
                rows.iter().map(|row| Some(size(row))),
            ),
            Column::real(
                "size",
                "its size: .2 is small, .5 middling, .8 large; none of means without spread",
                rows.iter().map(effect),
            ),
            Column::real(
                "p",
                "chance of such a difference where there is none (Fisher; Welch for a mean)",
                real(|r| r.p),
            ),
            Column::real(
                "q",
                "the same with all figures in mind (Benjamini, Hochberg)",
                real(|r| r.q),
            ),
        ],
    }
}

/// A figure of a group.
struct Row<'t> {
    by: Grouping,
    name: &'t str,
    metric: String,
    count: Option<u64>,
    measure: Measure,
}
