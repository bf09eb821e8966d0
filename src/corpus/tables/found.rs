//! What stands out: findings of clusters, steps of drift.

use crate::corpus::drift::{Drift, Step};
use crate::corpus::findings::Finding;
use crate::write::table::{Column, Table};

/// A row for each finding.
pub fn findings(rows: &[Finding<'_>]) -> Table {
    let each = || rows.iter();
    Table {
        name: "findings",
        about: "One row a finding of a cluster.",
        columns: vec![
            Column::text(
                "kind",
                "`circular`, `amplification`, `corroboration` or `contradiction`",
                each().map(|it| Some(it.kind.as_str())),
            ),
            Column::text("cluster", "the cluster", each().map(|it| Some(it.cluster))),
            Column::text(
                "side",
                "the side that it is about, `affirm` or `deny`; of a contradiction, none",
                each().map(|it| it.side.map(|side| side.as_str())),
            ),
            Column::texts(
                "publishers",
                "who is involved: the circle of a circular report, else the publishers",
                each().map(|it| it.publishers.clone()),
            ),
            Column::texts(
                "roots",
                "keys of the roots; of a contradiction those that affirm",
                each().map(|it| it.roots.clone()),
            ),
            Column::texts(
                "opposing",
                "of a contradiction, keys of the roots that deny",
                each().map(|it| it.opposing.clone()),
            ),
            Column::texts(
                "claims",
                "ids of the claims that show it",
                each().map(|it| it.claims.iter().map(|&id| id.to_owned()).collect()),
            ),
            Column::text(
                "why",
                "one sentence that says why",
                each().map(|it| Some(it.why.as_str())),
            ),
        ],
    }
}

/// A row for each step of drift.
pub fn drift(drift: &Drift<'_>) -> Table {
    let each = || drift.steps.iter();
    let text = |of: fn(&Step<'_>) -> String| each().map(move |step| Some(of(step)));
    Table {
        name: "drift",
        about: "One row a change between a claim and the telling that it was taken from.",
        columns: vec![
            Column::text(
                "change",
                "`hedge_dropped`, `source_upgraded` or `source_dropped`",
                text(|step| step.change.as_str().to_owned()),
            ),
            Column::text(
                "hand",
                "the publisher at whose hand it changed",
                text(|step| step.hand().to_owned()),
            ),
            Column::text(
                "cluster",
                "the cluster",
                text(|step| step.cluster.to_owned()),
            ),
            Column::text(
                "tie",
                "how the two are known to belong together: `cites`, `same_root` or `copies`",
                text(|step| step.tie.as_str().to_owned()),
            ),
            Column::text(
                "from_document",
                "the document it was taken from",
                text(|step| step.from.note.id.clone()),
            ),
            Column::text(
                "from_publisher",
                "its publisher",
                text(|step| step.from.publisher().to_owned()),
            ),
            Column::day("from_day", "its day", each().map(|step| step.from.note.day)),
            Column::text(
                "from_claim",
                "the claim's id there",
                text(|step| step.from.claim.id.clone()),
            ),
            Column::text(
                "from_text",
                "its words there",
                text(|step| step.from.claim.text.clone()),
            ),
            Column::real(
                "from_commitment",
                "how firmly it is asserted there, 0..1",
                each().map(|step| Some(step.from.claim.commitment)),
            ),
            Column::text(
                "to_document",
                "the document it went to",
                text(|step| step.to.note.id.clone()),
            ),
            Column::day("to_day", "its day", each().map(|step| step.to.note.day)),
            Column::text(
                "to_claim",
                "the claim's id there",
                text(|step| step.to.claim.id.clone()),
            ),
            Column::text(
                "to_text",
                "its words there",
                text(|step| step.to.claim.text.clone()),
            ),
            Column::real(
                "to_commitment",
                "how firmly it is asserted there, 0..1",
                each().map(|step| Some(step.to.claim.commitment)),
            ),
            Column::texts(
                "lost",
                "the hedges that are gone, or the source that is",
                each().map(|step| step.lost.clone()),
            ),
            Column::text(
                "gained",
                "what the source is called now, where that changed",
                each().map(|step| step.gained.clone()),
            ),
        ],
    }
}
