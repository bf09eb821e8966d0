//! A run that is killed at any moment and resumed writes the bytes of an unbroken run.
//!
//! `SECONDHAND_KILLS` is how often each form is killed, `SECONDHAND_SEED` chooses the moments, `SECONDHAND_CORPUS` is a
//! file to score in place of the small one made here.
#![allow(clippy::unwrap_used, clippy::print_stderr)]
#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// Every form that results can have.
const FORMS: [&str; 7] = [
    "jsonl",
    "jsonl.gz",
    "jsonl.zst",
    "csv",
    "csv.gz",
    "csv.zst",
    "parquet",
];
/// Bytes of a block: small, so that a small corpus has several.
const BLOCK: &str = "20000";

/// A folder with a corpus to score.
struct Bench {
    folder: TempDir,
    corpus: PathBuf,
}

impl Bench {
    fn new() -> Self {
        Self::with(small_corpus().as_ref())
    }

    /// With the corpus that was asked for.
    fn asked() -> Self {
        match std::env::var_os("SECONDHAND_CORPUS") {
            Some(path) => Self::with(&fs::read(path).unwrap()),
            None => Self::new(),
        }
    }

    fn with(text: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus.jsonl");
        fs::write(&corpus, text).unwrap();
        Self { folder, corpus }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn score(&self, output: &str, more: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("secondhand"));
        command
            .args([
                "score", "-q", "-j", "2", "--model", "none", "--block", BLOCK, "--output", output,
            ])
            .args(more)
            .arg(&self.corpus)
            .current_dir(self.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command
    }

    /// Runs to the end; some documents of the corpus fail.
    fn whole(&self, output: &str, more: &[&str]) -> Vec<u8> {
        let done = self.score(output, more).output().unwrap();
        let errors = String::from_utf8_lossy(&done.stderr);
        assert!(matches!(done.status.code(), Some(0 | 1)), "{errors}");
        fs::read(self.path(output)).unwrap()
    }

    /// Runs until so many bytes of results are there, and kills the run. False where it ended before.
    fn killed(&self, output: &str, at: u64) -> bool {
        let mut child = self.score(output, &["--resume"]).spawn().unwrap();
        while length(&self.path(&format!(".{output}.partial"))) < at {
            if child.try_wait().unwrap().is_some() {
                return false;
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        child.kill().unwrap();
        !child.wait().unwrap().success()
    }

    /// Tears the ends of what a killed run left, as a power cut may.
    fn tear(&self, output: &str) {
        for (ending, torn) in [("partial", &b"torn"[..]), ("journal", b"{\"length\":9")] {
            let path = self.path(&format!(".{output}.{ending}"));
            let mut file = fs::File::options().append(true).open(path).unwrap();
            file.write_all(torn).unwrap();
        }
    }

    fn left(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with('.')).collect()
    }
}

fn length(path: &Path) -> u64 {
    path.metadata().map_or(0, |data| data.len())
}

/// 120 documents, long and short, of which some cannot be read.
fn small_corpus() -> String {
    let document = |at: usize| match at % 40 {
        7 => "{\"text\":\n".to_owned(),
        _ => {
            let text = "The ministry said on Monday that the bridge may be unsafe, Reuters reported. A \
                        spokesman denied it. The mayor, citing two officials, said repairs will begin soon. ";
            let text = text.repeat(1 + at * 7919 % 9);
            format!("{{\"id\":\"d{at}\",\"publisher\":\"Port Ledger\",\"text\":\"{text}\"}}\n")
        }
    };
    (0..120).map(document).collect()
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

/// Numbers that look random (xorshift64*; Vigna 2016).
fn random(state: &mut u64) -> u64 {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
}

#[test]
fn a_killed_run_resumes_to_the_same_bytes() {
    let (kills, seed) = (number("SECONDHAND_KILLS", 2), number("SECONDHAND_SEED", 1));
    eprintln!("SECONDHAND_SEED={seed} SECONDHAND_KILLS={kills}");
    let bench = Bench::asked();
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    for form in FORMS {
        let expected = bench.whole(&format!("whole.{form}"), &[]);
        let output = format!("killed.{form}");
        for _ in 0..kills {
            let at = 1 + random(&mut state) % expected.len() as u64;
            let killed = bench.killed(&output, at);
            eprintln!(
                "{form}: killed at {at} of {} bytes: {killed}",
                expected.len()
            );
            if killed && !bench.path(&output).exists() {
                bench.tear(&output);
            }
            let resumed = bench.whole(&output, &["--resume"]);
            assert!(resumed == expected, "{form}, killed at {at} bytes");
            fs::remove_file(bench.path(&output)).unwrap();
        }
    }
    assert_eq!(bench.left(), Vec::<String>::new());
}

/// A run that was killed when something was on the disk.
fn broken_off() -> Bench {
    let bench = Bench::new();
    let journal = bench.path(".out.csv.journal");
    while !fs::read_to_string(&journal).is_ok_and(|text| text.lines().count() > 1) {
        bench.killed("out.csv", 40_000);
    }
    bench
}

#[test]
fn a_run_that_was_asked_something_else_says_what() {
    let bench = broken_off();
    let refused = |more: &[&str]| {
        let done = bench.score("out.csv", more).output().unwrap();
        assert_eq!(done.status.code(), Some(2));
        String::from_utf8(done.stderr).unwrap()
    };
    assert!(
        refused(&["--resume", "--with-text"])
            .contains("--with-text differs: it was false and is true")
    );
    assert!(refused(&["--resume", "--publisher", "X"]).contains("how input is read differs"));
    fs::write(&bench.corpus, small_corpus() + "\n\n").unwrap();
    assert!(refused(&["--resume"]).contains("corpus.jsonl has changed"));
}

#[test]
fn without_resume_a_run_starts_over_and_says_so() {
    let bench = broken_off();
    let done = bench.score("out.csv", &[]).output().unwrap();
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(
        told.contains("the unfinished results of an earlier run are thrown away"),
        "{told}"
    );
    assert_eq!(
        fs::read(bench.path("out.csv")).unwrap(),
        bench.whole("again.csv", &[])
    );
    assert_eq!(bench.left(), Vec::<String>::new());
}

#[test]
fn a_resumed_run_remembers_that_documents_failed() {
    let bench = broken_off();
    let done = bench.score("out.csv", &["--resume"]).output().unwrap();
    assert_eq!(done.status.code(), Some(1));
}
