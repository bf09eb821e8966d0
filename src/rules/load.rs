//! From paths to a pack: reads the files, parses, merges, checks, and reports every problem at once.

use std::ops::Range;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::builtin;
use super::check::{self, Known};
use super::diagnostic::{Code, Diagnostic, Diagnostics, Finding, KeyPath, Level};
use super::layer::{self, Layer};
use super::merge::Merge;
use super::pack::{Pack, SourceFile};

/// Reads the packs at `paths`, each a folder or a file, and merges them.
///
/// A pack whose `[pack]` says `extends = "default"` is laid over the pack that ships, in the order given. Packs that
/// do not say so stand alone, together as one pack. Without paths it is the pack that ships.
///
/// # Errors
///
/// Every problem of every file. Where there are only warnings the pack is returned, with them in it.
pub fn load(paths: &[PathBuf]) -> Result<Pack, Diagnostics> {
    let mut sources = Sources::default();
    for path in paths {
        sources.gather(path);
    }
    sources.load()
}

/// Reads one pack from texts in memory, as [`load`] would from files.
///
/// # Errors
///
/// As [`load`].
pub fn load_texts(files: Vec<SourceFile>) -> Result<Pack, Diagnostics> {
    let mut sources = Sources::default();
    sources.packs.push(0..files.len());
    sources.files = files;
    sources.load()
}

/// The files of all packs, and what could not be read.
#[derive(Default)]
struct Sources {
    files: Vec<SourceFile>,
    packs: Vec<Range<usize>>,
    problems: Vec<Diagnostic>,
}

impl Sources {
    fn gather(&mut self, path: &Path) {
        let first = self.files.len();
        if path.is_dir() {
            self.folder(path);
        } else {
            self.file(path);
        }
        self.packs.push(first..self.files.len());
    }

    fn folder(&mut self, path: &Path) {
        let before = (self.files.len(), self.problems.len());
        for entry in WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if is_rules(&entry) => self.file(entry.path()),
                Ok(_) => {}
                Err(error) => self.unreadable(path, &error.into()),
            }
        }
        if before == (self.files.len(), self.problems.len()) {
            let title = format!("no `.toml` file in the folder {}", path.display());
            self.problems
                .push(Diagnostic::new(Code::EmptyFolder, title));
        }
    }

    fn file(&mut self, path: &Path) {
        match std::fs::read(path) {
            Err(error) => self.unreadable(path, &error),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => self.files.push(SourceFile {
                    path: path.to_owned(),
                    text,
                }),
                Err(error) => self.not_utf8(path, &error),
            },
        }
    }

    fn unreadable(&mut self, path: &Path, error: &std::io::Error) {
        let title = format!("cannot read {}: {error}", path.display());
        self.problems.push(Diagnostic::new(Code::Unreadable, title));
    }

    fn not_utf8(&mut self, path: &Path, error: &std::string::FromUtf8Error) {
        let at = error.utf8_error().valid_up_to();
        let title = format!("{} is not UTF-8, from byte {at} on", path.display());
        let problem = Diagnostic::new(Code::NotUtf8, title);
        self.problems
            .push(problem.help("files of rules are UTF-8".to_owned()));
    }

    fn load(mut self) -> Result<Pack, Diagnostics> {
        let own = self.files.len();
        self.files.extend(builtin::files());
        let mut merge = Merge::after(self.problems);
        let read = |range| layer::read(&self.files, range, &mut merge.problems);
        let layers: Vec<_> = self.packs.into_iter().map(read).collect();
        let on_default = layers.is_empty() || layers.iter().any(Layer::extends);
        if on_default {
            let shipped = layer::read(&self.files, own..self.files.len(), &mut merge.problems);
            merge.lay(shipped);
        }
        for layer in layers {
            match on_default && !layer.extends() {
                true => mixed(&layer, &mut merge),
                false => merge.lay(layer),
            }
        }
        let (pack, list) = finish(merge, &self.files);
        if !on_default {
            self.files.truncate(own);
        }
        conclude(pack, Diagnostics::new(self.files, list))
    }
}

fn is_rules(entry: &walkdir::DirEntry) -> bool {
    let is_toml = entry.path().extension().is_some_and(|e| e == "toml");
    is_toml && entry.file_type().is_file()
}

/// A pack that stands alone cannot lie over the pack that ships, as another one given beside it does.
fn mixed(layer: &Layer<'_>, merge: &mut Merge<'_>) {
    merge.torn = true;
    let Some(place) = layer.first_place() else {
        return;
    };
    let title = "this pack stands alone, another one given with it extends the default";
    let finding = Finding::new(Code::MixedPacks, place, KeyPath::default(), title)
        .saying("has no `extends`")
        .help("add `extends = \"default\"` to its `[pack]`".to_owned());
    merge.findings.push(finding);
}

/// Checks what was merged; all problems, and what can be used in spite of them.
fn finish(mut merge: Merge<'_>, files: &[SourceFile]) -> (Pack, Vec<Diagnostic>) {
    let known = Known {
        torn: merge.torn,
        broken: merge.broken,
    };
    merge.findings.extend(check::check(&merge.pack, &known));
    let located = Diagnostics::of_findings(files, merge.findings);
    let mut list = merge.problems;
    list.extend(located.list);
    (merge.pack, list)
}

fn conclude(mut pack: Pack, found: Diagnostics) -> Result<Pack, Diagnostics> {
    if found.count(Level::Error) > 0 {
        return Err(found);
    }
    pack.files = found.files;
    pack.warnings = found.list;
    Ok(pack)
}
