//! The folder of a corpus: its notes and tables. Every file appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use secondhand::corpus::{Checked, Groups, Notes, NotesError};
use secondhand::write::table::{Table, TableError};
use serde::Serialize;

use super::engine::Loaded;
use super::error::CliError;
use super::whole;

/// The file of notes in a folder.
const NOTES: &str = "notes.jsonl.zst";
/// The file of groups of claims in a folder.
const GROUPS: &str = "groups.json.zst";
/// How hard notes are packed: zstd's own default.
const LEVEL: i32 = 3;

/// A folder that results go to.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens the folder, makes it where there is none.
    ///
    /// # Errors
    ///
    /// Where it cannot be made.
    pub fn make(path: &Path) -> Result<Self, CliError> {
        fs::create_dir_all(path).map_err(|error| CliError::output(path, error))?;
        Ok(Self {
            path: path.to_path_buf(),
        })
    }

    /// Writes the notes.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn notes(&self, notes: &Notes) -> Result<(), CliError> {
        self.packed(NOTES, |packed| notes.write(packed))
    }

    /// Writes the groups of claims.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn groups(&self, groups: &Groups) -> Result<(), CliError> {
        self.packed(GROUPS, |packed| Ok(serde_json::to_writer(packed, groups)?))
    }

    /// Writes a table in both forms.
    ///
    /// # Errors
    ///
    /// Where a file cannot be written.
    pub fn table(&self, table: &Table) -> Result<(), CliError> {
        self.file(&format!("{}.jsonl", table.name), |output| {
            Ok(table.jsonl(output)?)
        })?;
        self.file(&format!("{}.parquet", table.name), |output| {
            table.parquet(output)
        })
    }

    /// Writes a value as JSON.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn json(&self, name: &str, value: &impl Serialize) -> Result<(), CliError> {
        self.file(name, |output| {
            serde_json::to_writer_pretty(&mut *output, value).map_err(io::Error::from)?;
            Ok(output.write_all(b"\n")?)
        })
    }

    fn packed(
        &self,
        name: &str,
        write: impl FnOnce(&mut zstd::Encoder<'_, &mut BufWriter<File>>) -> io::Result<()>,
    ) -> Result<(), CliError> {
        self.file(name, |output| {
            let mut packed = zstd::Encoder::new(output, LEVEL)?;
            write(&mut packed)?;
            packed.finish()?;
            Ok(())
        })
    }

    fn file(
        &self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> Result<(), TableError>,
    ) -> Result<(), CliError> {
        let path = self.path.join(name);
        whole::file(&path, write).map_err(|error| CliError::output(&path, io::Error::other(error)))
    }
}

/// Reads the notes of folders, or files of notes, and puts them together.
///
/// # Errors
///
/// Where one cannot be read, or was made in another way than the first.
pub fn read(parts: &[PathBuf]) -> Result<Notes, CliError> {
    let mut all: Option<Notes> = None;
    for part in parts {
        let path = if part.is_dir() {
            part.join(NOTES)
        } else {
            part.clone()
        };
        let wrong = |error: NotesError| CliError::Unusable(format!("{}: {error}", path.display()));
        let notes = open(&path).map_err(wrong)?;
        match &mut all {
            Some(all) => all.merge(notes).map_err(wrong)?,
            None => all = Some(notes),
        }
    }
    all.ok_or_else(|| CliError::Unusable("no notes to read".to_owned()))
}

/// The groups of the claims of `notes`, which were read from `parts`: those of the folder, where they still fit.
pub fn groups(parts: &[PathBuf], notes: &Notes, loaded: &Loaded) -> Groups {
    let kept = match parts {
        [folder] => kept(&folder.join(GROUPS)),
        _ => None,
    };
    let kept = kept.filter(|groups| groups.fit(notes, &loaded.matched_by()));
    kept.unwrap_or_else(|| loaded.groups(notes))
}

/// Groups that were kept; what cannot be read is found anew.
fn kept(path: &Path) -> Option<Groups> {
    serde_json::from_reader(unpacked(path).ok()?).ok()
}

fn open(path: &Path) -> Result<Notes, NotesError> {
    Notes::read(unpacked(path)?)
}

fn unpacked(path: &Path) -> io::Result<impl BufRead> {
    Ok(BufReader::new(zstd::Decoder::new(File::open(path)?)?))
}

/// Reads a file of verdicts.
///
/// # Errors
///
/// Where it cannot be read or a row cannot be used.
pub fn verdicts(path: &Path) -> Result<Checked, CliError> {
    let wrong =
        |error: &dyn std::fmt::Display| CliError::Unusable(format!("{}: {error}", path.display()));
    let file = File::open(path).map_err(|error| wrong(&error))?;
    Checked::read(file).map_err(|error| wrong(&error))
}

/// That a corpus has no such name; suggests the nearest that it has.
pub fn lacks<'n>(name: &str, has: impl Iterator<Item = &'n str>) -> CliError {
    let near = has.map(|it| (strsim::jaro_winkler(it, name), it));
    let near = near
        .filter(|(near, _)| *near > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let meant = near.map_or(String::new(), |(_, name)| {
        format!("; did you mean `{name}`?")
    });
    CliError::Unusable(format!("the corpus has no `{name}`{meant}"))
}
