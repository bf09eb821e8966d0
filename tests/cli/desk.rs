//! A folder of files to run the binary in, and what came of a run.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder of files.
pub struct Desk {
    folder: TempDir,
}

/// What came of a run.
pub struct Done {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Desk {
    /// A folder with these files.
    pub fn with(files: &[(&str, &[u8])]) -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        for (name, bytes) in files {
            let path = desk.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        desk
    }

    /// A folder with these documents in `in.jsonl` and, of rules alone, the corpus that they are in `all`.
    pub fn with_corpus(documents: &str) -> Self {
        let desk = Self::with(&[("in.jsonl", documents.as_bytes())]);
        let done = desk.run(&[
            "corpus", "-q", "--model", "none", "in.jsonl", "--out", "all",
        ]);
        assert_eq!(done.status, 0, "{}", done.stderr);
        desk
    }

    /// An empty folder.
    pub fn empty() -> Self {
        Self::with(&[])
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the binary in the folder.
    pub fn run(&self, args: &[&str]) -> Done {
        self.run_with(args, b"")
    }

    /// Runs the binary with something on standard input.
    pub fn run_with(&self, args: &[&str], stdin: &[u8]) -> Done {
        let mut command = Command::cargo_bin("secondhand").unwrap();
        command
            .current_dir(self.path())
            .args(args)
            .write_stdin(stdin);
        command
            .env_remove("COLUMNS")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE");
        let output = command.output().unwrap();
        Done {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Done {
    /// The records on standard output.
    pub fn records(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The ids of the records, `!` and the kind of error for one that failed.
    pub fn ids(&self) -> Vec<String> {
        let id = |record: Value| match record["error"]["kind"].as_str() {
            Some(kind) => format!("!{kind}"),
            None => record["id"].as_str().unwrap().to_owned(),
        };
        self.records().into_iter().map(id).collect()
    }
}
