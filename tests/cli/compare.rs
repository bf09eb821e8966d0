//! `secondhand compare`: two publishers of a corpus, two corpora, and what cannot be compared.

use super::desk::Desk;

/// Sixteen documents of each of two publishers: one has its claims of named people, the other hedged and of nobody.
fn documents() -> String {
    let town = ["Norvik", "Halden", "Visby", "Tarn"];
    let what = ["harbour", "mill", "bridge", "quarry"];
    let mut out = String::new();
    for number in 0..16 {
        let (town, what) = (town[number % 4], what[number / 4]);
        for (publisher, text) in [
            (
                "Port Ledger",
                format!(
                    "Mayor Elena Brandt said the {town} {what} was sold in {}.",
                    1900 + number
                ),
            ),
            (
                "Hill Gazette",
                format!(
                    "The {town} {what} was reportedly sold in {}.",
                    1900 + number
                ),
            ),
        ] {
            let record = serde_json::json!({
                "id": format!("{publisher}-{number}"), "text": text, "publisher": publisher, "date": "2024-10-28",
            });
            out.push_str(&format!("{record}\n"));
        }
    }
    out
}

fn desk() -> Desk {
    Desk::with_corpus(&documents())
}

#[test]
fn two_publishers_differ_in_what_they_differ_in_and_in_nothing_else() {
    let desk = desk();
    let sides = ["--publisher", "Port Ledger", "--publisher", "Hill Gazette"];
    let done = desk.run(&[&["compare", "all", "--model", "none"][..], &sides].concat());
    assert_eq!(done.status, 0, "{}", done.stderr);
    let told: Vec<&str> = (done.stdout.lines())
        .filter_map(|line| line.strip_prefix("* ")?.split_whitespace().next())
        .collect();
    assert!(
        told.contains(&"hedged_hearsay") && told.contains(&"unattributed"),
        "{}",
        done.stdout
    );
    assert!(
        !told.contains(&"anonymous") && !told.contains(&"corroborated"),
        "{}",
        done.stdout
    );
    let rows = desk.run(
        &[
            &["compare", "all", "--model", "none", "--format", "jsonl"][..],
            &sides,
        ]
        .concat(),
    );
    let rows = rows.records();
    let of = |metric: &str| rows.iter().find(|row| row["metric"] == metric).unwrap();
    assert_eq!(of("unattributed")["a"], 0.0);
    assert_eq!(of("unattributed")["b"], 1.0);
    assert!(of("unattributed")["q"].as_f64().unwrap() < 1e-6);
}

#[test]
fn a_corpus_differs_from_itself_in_nothing() {
    let done = desk().run(&[
        "compare", "all", "all", "--model", "none", "--format", "jsonl",
    ]);
    assert_eq!(done.status, 0, "{}", done.stderr);
    assert!(!done.records().is_empty());
    for row in done.records() {
        assert_eq!(
            (&row["difference"], &row["q"]),
            (&0.0.into(), &1.0.into()),
            "{row}"
        );
    }
}

#[test]
fn what_cannot_be_compared_is_told_with_a_way_out() {
    let desk = desk();
    for (args, told) in [
        (&["all"][..], "one corpus has no other side"),
        (
            &["all", "--publisher", "Port Ledger"],
            "--publisher is to be given twice",
        ),
        (
            &[
                "all",
                "--publisher",
                "Port Ledgers",
                "--publisher",
                "Hill Gazette",
            ],
            "did you mean `Port Ledger`?",
        ),
        (
            &["all", "all", "--month", "2024-10", "--month", "2024-11"],
            "leave the names out",
        ),
        (&["none", "all"], "none"),
    ] {
        let done = desk.run(&[&["compare", "--model", "none"][..], args].concat());
        assert_eq!(done.status, 2, "{args:?}");
        assert!(done.stderr.contains(told), "{args:?}: {}", done.stderr);
    }
}
