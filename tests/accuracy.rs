//! Accuracy on the marked sets of `../shared`, held to the floors of `tests/accuracy.toml` for the rules alone, of
//! `tests/accuracy_models.toml` with the models that are built in.
//!
//! The sets are no part of the project. Without them, or without Python to run their scorers, the test says that it is
//! skipped and passes.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers of tests; clippy allows them in the tests themselves only

use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Why the figures cannot be had here, if they cannot.
fn missing(scoreboard: &Path) -> Option<String> {
    if !scoreboard.is_file() {
        return Some(format!("no {}", scoreboard.display()));
    }
    let python = Command::new("python3")
        .args(["-c", "import tomllib"])
        .output();
    let has_python = python.is_ok_and(|run| run.status.success());
    (!has_python).then(|| "no python3 of 3.11 or later".to_owned())
}

/// The scoreboard's table, each figure beside its floor.
fn measure(scoreboard: &Path, floors: &str, model: &str) -> Output {
    let scratch = tempfile::tempdir().unwrap();
    Command::new("python3")
        .arg(scoreboard)
        .arg(env!("CARGO_BIN_EXE_secondhand"))
        .arg("--targets")
        .arg(Path::new(ROOT).join(floors))
        .arg("--engine-options")
        .arg(format!("--model {model}"))
        .arg("--keep")
        .arg(scratch.path())
        .env("PYTHONDONTWRITEBYTECODE", "1") // the data may be read-only
        .output()
        .unwrap()
}

#[test]
fn no_figure_of_the_rules_alone_falls_below_its_floor() {
    hold("tests/accuracy.toml", "none");
}

#[test]
fn no_figure_of_rules_and_models_falls_below_its_floor() {
    hold("tests/accuracy_models.toml", "builtin");
}

fn hold(floors: &str, model: &str) {
    let scoreboard = Path::new(ROOT).join("../shared/eval/scoreboard.py");
    if let Some(why) = missing(&scoreboard) {
        println!("accuracy: skipped, {why}");
        return;
    }
    let run = measure(&scoreboard, floors, model);
    let table = String::from_utf8_lossy(&run.stdout);
    println!("{table}");
    assert!(
        run.status.success(),
        "{table}{}",
        String::from_utf8_lossy(&run.stderr)
    );
    assert!(!table.contains("not here"), "a set is missing:\n{table}");
}
