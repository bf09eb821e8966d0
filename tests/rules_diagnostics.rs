//! In → out: each pack of `tests/rules/` and what is said of it.
//!
//! A mismatch fails and changes nothing. `BLESS=1` writes what is said now; read the difference before you commit it.
#![allow(clippy::unwrap_used)] // helpers of tests; clippy allows it in the tests themselves only

use std::fs;
use std::path::{Path, PathBuf};

use secondhand::rules::{self, Diagnostics, render::render};

/// What is said of the pack at `path`, errors or warnings.
fn said(path: &Path) -> String {
    match rules::load(&[path.to_owned()]) {
        Err(found) => render(&found, false),
        Ok(pack) => {
            let found = Diagnostics::new(pack.files, pack.warnings);
            format!("{}usable: {}\n", render(&found, false), found.summary())
        }
    }
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir("tests/rules").unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = paths
        .filter(|p| p.extension().is_none_or(|e| e != "txt"))
        .collect();
    cases.sort();
    cases
}

#[test]
fn every_pack_gets_the_diagnostics_beside_it() {
    let mut wrong = Vec::new();
    for case in cases() {
        let expected = case.with_extension("txt");
        let said = said(&case);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &said).unwrap();
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if said != wanted {
            wrong.push(format!(
                "{}\n--- wanted\n{wanted}--- said\n{said}",
                case.display()
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn no_expectation_without_a_pack() {
    let texts = fs::read_dir("tests/rules")
        .unwrap()
        .map(|e| e.unwrap().path());
    for text in texts.filter(|p| p.extension().is_some_and(|e| e == "txt")) {
        let has_case = cases()
            .iter()
            .any(|case| case.with_extension("txt") == text);
        assert!(has_case, "{} belongs to no pack", text.display());
    }
}
