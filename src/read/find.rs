//! Finds the files that the command line means: names as given, folders walked in order.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::format::{self, Format, Packing};
use crate::types::{Failure, FailureKind, Origin};

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File {
        /// Where it is.
        path: PathBuf,
        /// How to read it; absent: as its content says.
        format: Option<Format>,
    },
    /// A file or folder that is not there or cannot be read.
    Failed(Failure),
}

impl Source {
    /// Whether it is just one document or failure, whatever it holds.
    pub(super) fn is_whole(&self) -> bool {
        match self {
            Self::Stdin => false,
            Self::File { format, .. } => format.is_some_and(Format::is_whole),
            Self::Failed(_) => true,
        }
    }
}

/// What the command line means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// What to read, in the order named, folders sorted by path.
    pub sources: Vec<Source>,
    /// Files met in folders whose extension says that they are no documents.
    pub ignored: usize,
    /// The size of all files together, where it is known: not with standard input, Parquet or what is packed.
    pub bytes: Option<u64>,
}

impl Found {
    /// Whether there is anything to read at all.
    pub fn is_hopeless(&self) -> bool {
        self.sources
            .iter()
            .all(|source| matches!(source, Source::Failed(_)))
    }

    fn file(&mut self, path: PathBuf, format: Option<Format>) {
        let length = path.metadata().map_or(0, |data| data.len());
        let counts = Packing::of_name(&path).is_none() && format != Some(Format::Parquet);
        let known = self.bytes.filter(|_| counts);
        self.bytes = known.map(|bytes| bytes + length);
        self.sources.push(Source::File { path, format });
    }

    fn fail(&mut self, path: &Path, message: String) {
        self.sources.push(Source::Failed(Failure {
            id: None,
            origin: Origin::file(path),
            kind: FailureKind::Unreadable,
            message,
        }));
    }
}

/// Finds what `paths` mean; `-` is standard input. `format` is that of files named, where it is forced.
pub fn find(paths: &[PathBuf], format: Option<Format>) -> Found {
    let mut found = Found {
        bytes: Some(0),
        ..Found::default()
    };
    for path in paths {
        if path.as_os_str() == OsStr::new("-") {
            found.bytes = None;
            found.sources.push(Source::Stdin);
        } else {
            named(&mut found, path, format);
        }
    }
    found
}

fn named(found: &mut Found, path: &Path, format: Option<Format>) {
    match path.metadata() {
        Err(error) => found.fail(path, error.to_string()),
        Ok(data) if data.is_dir() => folder(found, path),
        Ok(_) => {
            let format = format.or_else(|| format::of_name(path));
            found.file(path.to_path_buf(), format);
        }
    }
}

fn folder(found: &mut Found, path: &Path) {
    let walk = WalkDir::new(path).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| !is_hidden(entry)) {
        match entry {
            Ok(entry) => met(found, entry),
            Err(error) => {
                let place = error.path().unwrap_or(path).to_path_buf();
                let message = match error.io_error() {
                    Some(io) => io.to_string(),
                    None => error.to_string(),
                };
                found.fail(&place, message);
            }
        }
    }
}

fn met(found: &mut Found, entry: DirEntry) {
    if entry.file_type().is_dir() || !entry.path().is_file() {
        return;
    }
    match format::of_name(entry.path()) {
        None => found.ignored += 1,
        format => found.file(entry.into_path(), format),
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    entry.depth() > 0 && name.starts_with(b".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn files(found: &Found) -> Vec<String> {
        let name = |source: &Source| match source {
            Source::Stdin => "-".to_owned(),
            Source::File { path, .. } => path.file_name().unwrap().to_string_lossy().into_owned(),
            Source::Failed(failure) => format!("! {}", failure.origin),
        };
        found.sources.iter().map(name).collect()
    }

    #[test]
    fn folders_are_walked_in_order_and_hidden_files_skipped() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.md", "c.jsonl", ".hidden.txt", "photo.jpg"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::create_dir_all(folder.path().join("aa/.git")).unwrap();
        fs::write(folder.path().join("aa/d.html"), "x").unwrap();
        fs::write(folder.path().join("aa/.git/e.txt"), "x").unwrap();
        let found = find(&[folder.path().to_path_buf()], None);
        assert_eq!(files(&found), ["a.md", "d.html", "b.txt", "c.jsonl"]);
        assert_eq!((found.ignored, found.bytes), (1, Some(4)));
    }

    #[test]
    fn a_missing_file_is_a_failure_and_standard_input_has_no_size() {
        let found = find(&["/no/such/file".into(), "-".into()], None);
        assert_eq!(files(&found), ["! /no/such/file", "-"]);
        assert_eq!(found.bytes, None);
        assert!(!found.is_hopeless());
    }
}
