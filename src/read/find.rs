//! Finds the files that the command line means: names as given, folders walked in order.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::Format;
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
        /// How to read it.
        format: Format,
    },
    /// A file or folder that is not there or cannot be read.
    Failed(Failure),
}

/// What the command line means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// What to read, in the order named, folders sorted by path.
    pub sources: Vec<Source>,
    /// Files met in folders whose extension says that they are no documents.
    pub ignored: usize,
    /// The size of all files together, where it is known: not with standard input or what is compressed.
    pub bytes: Option<u64>,
}

impl Found {
    /// Whether there is anything to read at all.
    pub fn is_hopeless(&self) -> bool {
        self.sources
            .iter()
            .all(|source| matches!(source, Source::Failed(_)))
    }

    fn file(&mut self, path: PathBuf, format: Format) {
        let length = path.metadata().map_or(0, |data| data.len());
        let known = self.bytes.filter(|_| !is_gzipped(&path));
        self.bytes = known.map(|bytes| bytes + length);
        self.sources.push(Source::File { path, format });
    }

    fn fail(&mut self, path: &Path, message: String) {
        self.sources.push(Source::Failed(Failure {
            id: None,
            origin: Origin {
                file: path.to_path_buf(),
                line: None,
            },
            kind: FailureKind::Unreadable,
            message,
        }));
    }
}

/// Whether the name says that the file is compressed.
pub(super) fn is_gzipped(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("gz"))
}

/// The format that an extension stands for, `.gz` behind it or not; none where it stands for no document.
pub(super) fn format_of(path: &Path) -> Option<Format> {
    if is_gzipped(path) {
        return format_of(Path::new(path.file_stem()?));
    }
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "txt" | "md" | "markdown" | "text" => Some(Format::Text),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        _ => None,
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
            let format = format.or_else(|| format_of(path));
            found.file(path.to_path_buf(), format.unwrap_or(Format::Text));
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
    match format_of(entry.path()) {
        Some(format) => found.file(entry.into_path(), format),
        None => found.ignored += 1,
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

    #[test]
    fn a_named_file_of_another_extension_is_plain_text() {
        assert_eq!(format_of(Path::new("a/notes")), None);
        assert_eq!(format_of(Path::new("a/b.HTM")), Some(Format::Html));
        assert_eq!(format_of(Path::new("a/b.jsonl.gz")), Some(Format::Jsonl));
        assert_eq!(format_of(Path::new("a/b.gz")), None);
    }
}
