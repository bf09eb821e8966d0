//! The rules that ship, compiled in.

use std::path::PathBuf;

use super::pack::SourceFile;

/// Each file of `rules/en/`, in the order of their names. A test holds the table to the folder.
macro_rules! files {
    ($($name:literal,)+) => {
        &[$((concat!("rules/en/", $name), include_str!(concat!("../../rules/en/", $name))),)+]
    };
}

const FILES: &[(&str, &str)] = files! {
    "boilerplate.toml",
    "channels.toml",
    "cues.toml",
    "flags.toml",
    "hedges.toml",
    "matching.toml",
    "patterns.toml",
    "registry.toml",
    "scales.toml",
    "scoring.toml",
    "sources.toml",
    "tagger.toml",
    "words.toml",
};

/// The files of the pack that ships.
pub(super) fn files() -> impl Iterator<Item = SourceFile> {
    FILES.iter().map(|(path, text)| SourceFile {
        path: PathBuf::from(path),
        text: (*text).to_owned(),
    })
}
