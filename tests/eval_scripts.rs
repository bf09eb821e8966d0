//! `secondhand eval` gives the figures that the scripts of `../shared/eval` give.
//!
//! Neither the scripts nor the sets are part of the project. Without them, or without Python, the test says that it is
//! skipped and passes. Our own passages are compared too, by the script for chains.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");

/// A script, a set under the shared folder, and options that both sides know.
const SETS: [(&str, &str, &[&str]); 9] = [
    ("score_chains.py", "cases/chains.jsonl", &[]),
    ("score_chains.py", "cases/digests.jsonl", &[]),
    ("score_chains.py", "cases/passages.jsonl", &[]),
    ("score_chains.py", "seed/gold.json", &[]),
    (
        "score_attribution.py",
        "gold/polnear_dev.jsonl",
        &["--outermost"],
    ),
    (
        "score_attribution.py",
        "gold/polnear_dev.jsonl",
        &["--outermost", "--quotes-only"],
    ),
    ("score_hedges.py", "gold/hedge_sfu_dev.jsonl.gz", &[]),
    ("score_hedges.py", "gold/hedge_uwfact_dev.jsonl.gz", &[]),
    (
        "score_ranking.py",
        "gold/checkworthy_clef2019_dev.jsonl.gz",
        &[],
    ),
];

/// Whether the scripts can be run here; says why where they cannot.
fn scripts() -> Option<PathBuf> {
    let folder = Path::new(SHARED).join("eval");
    let python = Command::new("python3").arg("--version").output();
    let why = match (folder.join("score_chains.py").is_file(), python) {
        (false, _) => format!("no {}", folder.display()),
        (true, Err(error)) => format!("no python3: {error}"),
        (true, Ok(_)) => return Some(folder),
    };
    println!("eval_scripts: skipped, {why}");
    None
}

fn secondhand(args: &[&str]) -> String {
    said(Command::new(env!("CARGO_BIN_EXE_secondhand")).args(args))
}

/// What a command that has to succeed prints.
fn said(command: &mut Command) -> String {
    let run = command.output().unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8(run.stdout).unwrap()
}

/// What `eval` says of a file.
fn ours(gold: &str, options: &[&str]) -> Value {
    let args = [&["eval", gold, "--format", "json"], options].concat();
    let page: Value = serde_json::from_str(&secondhand(&args)).unwrap();
    page["kinds"][0]["all"]["figures"].clone()
}

/// What a script says of a file: its last line is JSON.
fn theirs(script: &Path, gold: &Path, system: &Path, options: &[&str]) -> Value {
    let mut command = Command::new("python3");
    command.env("PYTHONDONTWRITEBYTECODE", "1"); // the data may be read-only
    let out = said(command.arg(script).arg(gold).arg(system).args(options));
    serde_json::from_str(out.lines().last().unwrap()).unwrap()
}

/// Every figure of the script that we have is ours; one that it has for want of anything to measure may be absent.
fn assert_same(ours: &Value, theirs: &Value, set: &str) {
    let mut compared = 0;
    for (key, value) in theirs.as_object().unwrap() {
        let Some(mine) = ours.get(key) else { continue };
        let (mine, value) = (mine.as_f64(), value.as_f64());
        let same = match (mine, value) {
            (Some(a), Some(b)) => (a - b).abs() < if key.starts_with("p@") { 6e-4 } else { 1.5e-4 },
            (None, None | Some(0.0)) => true,
            _ => false,
        };
        assert!(same, "{set}: {key} is {mine:?} here, {value:?} there");
        compared += 1;
    }
    assert!(compared > 0, "{set}: nothing to compare");
}

/// The documents of gold as the engine's input, packed or not, texts from beside it.
fn system(script_folder: &Path, gold: &Path, scratch: &Path) -> PathBuf {
    let input = scratch.join("input.jsonl");
    let code = "import json, pathlib, sys\n\
        sys.path.insert(0, sys.argv[1]); import score_chains\n\
        rows = [json.loads(l) for l in open(sys.argv[2], encoding='utf-8')] if sys.argv[2].endswith('l') else [json.load(open(sys.argv[2]))]\n\
        here = pathlib.Path(sys.argv[1]).parent\n\
        with open(sys.argv[3], 'w', encoding='utf-8') as f:\n\
        \x20   for r in rows:\n\
        \x20       r['text'] = score_chains.text_of(here, r)\n\
        \x20       keep = {k: r[k] for k in ('id', 'text', 'publisher', 'title', 'date', 'url') if r.get(k)}\n\
        \x20       f.write(json.dumps(keep, ensure_ascii=False) + '\\n')\n";
    let mut command = Command::new("python3");
    command
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .args(["-c", code]);
    let run = command
        .arg(script_folder)
        .arg(gold)
        .arg(&input)
        .stderr(Stdio::inherit())
        .status();
    assert!(run.unwrap().success());
    let output = scratch.join("system.jsonl");
    let mut command = Command::new(env!("CARGO_BIN_EXE_secondhand"));
    command
        .args(["score", "-q", "--output"])
        .arg(&output)
        .arg(&input);
    command.stderr(Stdio::null()).status().unwrap(); // a sentence without text is a failed document
    output
}

/// An unpacked copy of a packed file.
fn unpacked(file: &Path, scratch: &Path) -> PathBuf {
    use std::io::Read;
    if file.extension().is_none_or(|it| it != "gz") {
        return file.to_path_buf();
    }
    let mut text = String::new();
    let packed = fs::File::open(file).unwrap();
    flate2::read::MultiGzDecoder::new(packed)
        .read_to_string(&mut text)
        .unwrap();
    let copy = scratch.join("gold.jsonl");
    fs::write(&copy, text).unwrap();
    copy
}

#[test]
fn the_figures_are_those_of_the_scripts() {
    let Some(folder) = scripts() else { return };
    for (script, set, options) in SETS {
        let gold = Path::new(SHARED).join(set);
        if !gold.is_file() {
            println!("eval_scripts: no {set}");
            continue;
        }
        let scratch = tempfile::tempdir().unwrap();
        let plain = unpacked(&gold, scratch.path());
        let system = system(&folder, &plain, scratch.path());
        let theirs = theirs(&folder.join(script), &plain, &system, options);
        assert_same(&ours(gold.to_str().unwrap(), options), &theirs, set);
    }
}

#[test]
fn our_own_passages_score_the_same_as_jsonl() {
    let Some(folder) = scripts() else { return };
    for kind in ["agency_copy", "think_tank", "live_blog"] {
        let gold = format!("{}/tests/passages/{kind}.toml", env!("CARGO_MANIFEST_DIR"));
        let scratch = tempfile::tempdir().unwrap();
        let plain = scratch.path().join("gold.jsonl");
        fs::write(&plain, secondhand(&["eval", "--print-gold", &gold])).unwrap();
        let system = system(&folder, &plain, scratch.path());
        let theirs = theirs(&folder.join("score_chains.py"), &plain, &system, &[]);
        assert_same(&ours(&gold, &[]), &theirs, kind);
    }
}
