//! What a run was asked to do. A run that goes on with another's results must have been asked the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

/// Everything that the bytes of a result depend on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Options, rules, models, the engine's version: by name, spelled out.
    pub settings: BTreeMap<String, String>,
    /// What is read, in order.
    pub inputs: Vec<InputFile>,
}

/// A file that is read. Its bytes are not compared, only what tells that they may have changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// The file, as it was named.
    pub path: PathBuf,
    /// Its size in bytes; absent where it cannot be read.
    pub bytes: Option<u64>,
    /// When it was last written, in nanoseconds since 1970; absent where that is not known.
    pub written: Option<u64>,
}

impl InputFile {
    /// The file at `path`, as it is now.
    pub fn at(path: &Path) -> Self {
        let data = path.metadata().ok();
        let written = data.as_ref().and_then(|data| data.modified().ok());
        let since = written.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self {
            path: path.to_path_buf(),
            bytes: data.map(|data| data.len()),
            written: since.and_then(|since| u64::try_from(since.as_nanos()).ok()),
        }
    }
}

impl Request {
    /// What `now` asks that this did not, in words; none where both ask the same.
    pub fn difference(&self, now: &Request) -> Option<String> {
        self.setting(now).or_else(|| self.input(now))
    }

    fn setting(&self, now: &Request) -> Option<String> {
        let names = self.settings.keys().chain(now.settings.keys());
        let mut changed = names.map(|name| (name, self.settings.get(name), now.settings.get(name)));
        let (name, before, now) = changed.find(|(_, before, now)| before != now)?;
        let spelled = |value: Option<&String>| value.map_or("nothing", String::as_str).to_owned();
        let (before, now) = (spelled(before), spelled(now));
        Some(format!("{name} differs: it was {before} and is {now}"))
    }

    fn input(&self, now: &Request) -> Option<String> {
        let mut pairs = self.inputs.iter().zip(&now.inputs);
        if let Some((before, now)) = pairs.find(|(before, now)| before != now) {
            let (file, other) = (before.path.display(), now.path.display());
            return Some(match before.path == now.path {
                true => format!("the input {file} has changed"),
                false => format!("the input {file} was read, and now it would be {other}"),
            });
        }
        let (before, now) = (self.inputs.len(), now.inputs.len());
        (before != now)
            .then(|| format!("{before} input files were read, and now it would be {now}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(settings: &[(&str, &str)], inputs: &[(&str, u64)]) -> Request {
        let setting = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
        let input = |&(path, bytes): &(&str, u64)| InputFile {
            path: path.into(),
            bytes: Some(bytes),
            written: None,
        };
        Request {
            settings: settings.iter().map(setting).collect(),
            inputs: inputs.iter().map(input).collect(),
        }
    }

    #[test]
    fn what_differs_is_named() {
        let before = request(&[("format", "csv"), ("rules", "ab")], &[("a", 1), ("b", 2)]);
        assert_eq!(before.difference(&before), None);
        let told = [
            (
                request(&[("format", "jsonl"), ("rules", "ab")], &[]),
                "format differs: it was csv and is jsonl",
            ),
            (
                request(&[("format", "csv")], &[]),
                "rules differs: it was ab and is nothing",
            ),
            (
                request(&[("format", "csv"), ("rules", "ab")], &[("a", 1), ("b", 3)]),
                "the input b has changed",
            ),
            (
                request(&[("format", "csv"), ("rules", "ab")], &[("c", 1)]),
                "the input a was read, and now it would be c",
            ),
            (
                request(&[("format", "csv"), ("rules", "ab")], &[("a", 1)]),
                "2 input files were read, and now it would be 1",
            ),
        ];
        for (now, words) in told {
            assert_eq!(before.difference(&now).as_deref(), Some(words));
        }
    }
}
