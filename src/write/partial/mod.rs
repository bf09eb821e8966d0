//! A file that appears whole or not at all, and whose making can be gone on with after the process was killed.
//!
//! Results go to a hidden file beside the target. Beside that lies a journal: what the run was asked to do, and after each
//! block what had been done when it was on the disk. Whoever goes on cuts off what lies behind the last such mark.

mod journal;
mod request;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::parquet;
use journal::Journal;
pub use request::{InputFile, Request};

const BUFFER: usize = 1 << 16;

/// What a run has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Documents, those that failed among them.
    pub documents: u64,
    /// Documents that failed.
    pub failed: u64,
    /// Claims found.
    pub claims: u64,
    /// Bytes read.
    pub bytes: u64,
}

/// How a run begins where an earlier one may have been broken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Anew, whatever is there.
    Over,
    /// After the last mark of an earlier run; anew where there is none.
    GoOn,
}

/// Why a partial file cannot be begun or gone on with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PartialError {
    /// The files cannot be made or read.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Another process writes the same file.
    #[error("{}: another run is writing it", .0.display())]
    Busy(PathBuf),
    /// The run that was broken off was asked something else.
    #[error("cannot resume {}: {difference}", path.display())]
    Different {
        /// The target.
        path: PathBuf,
        /// What differs, in words.
        difference: String,
    },
}

/// A file in the making.
#[derive(Debug)]
pub struct Partial {
    paths: Paths,
    data: BufWriter<File>,
    journal: Journal,
    began: Began,
}

/// Where a run begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Began {
    /// What had been done before.
    pub done: Tally,
    /// Results of an earlier run were there and were thrown away.
    pub discarded: bool,
}

/// The target and what lies beside it.
#[derive(Debug, Clone)]
struct Paths {
    target: PathBuf,
    data: PathBuf,
    journal: PathBuf,
    whole: PathBuf,
}

impl Partial {
    /// Begins the file `target`, or goes on with it.
    ///
    /// # Errors
    ///
    /// [`PartialError`]: the files cannot be made, another run writes them, or what is there was asked something else.
    pub fn open(target: &Path, request: &Request, start: Start) -> Result<Self, PartialError> {
        let paths = Paths::beside(target)?;
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |error| PartialError::Io { path, error }
        };
        let mut journal = Journal::open(&paths.journal)
            .map_err(failed(target))?
            .ok_or_else(|| PartialError::Busy(target.to_path_buf()))?;
        let mut data = open(&paths.data).map_err(failed(target))?;
        let there = data.metadata().map_err(failed(target))?.len();
        let old = journal.read(there).map_err(failed(&paths.journal))?;
        let mark = match (&old.request, start) {
            (Some(before), Start::GoOn) => {
                if let Some(difference) = before.difference(request) {
                    let path = target.to_path_buf();
                    return Err(PartialError::Different { path, difference });
                }
                old.mark
            }
            _ => None,
        };
        let mark = match mark {
            Some(mark) => journal.keep(&old).map(|()| mark),
            None => journal.begin(request).map(|()| journal::Mark::default()),
        }
        .map_err(failed(&paths.journal))?;
        data.set_len(mark.length)
            .and_then(|()| data.seek(SeekFrom::Start(mark.length)))
            .map_err(failed(&paths.data))?;
        let began = Began {
            done: mark.done,
            discarded: there > 0 && start == Start::Over,
        };
        Ok(Self {
            paths,
            data: BufWriter::with_capacity(BUFFER, data),
            journal,
            began,
        })
    }

    /// Where the run begins.
    pub fn began(&self) -> Began {
        self.began
    }

    /// Makes sure that all that was written is on the disk, and remembers what it stands for.
    ///
    /// # Errors
    ///
    /// Where the disk is full or fails.
    pub fn mark(&mut self, done: Tally) -> io::Result<()> {
        self.data.flush()?;
        let file = self.data.get_mut();
        file.sync_data()?;
        let length = file.stream_position()?;
        self.journal.mark(journal::Mark { length, done })
    }

    /// Lets the target appear.
    ///
    /// # Errors
    ///
    /// Where the disk is full or fails.
    pub fn appear(self) -> io::Result<()> {
        let Self { paths, data, .. } = self;
        data.into_inner()?.sync_all()?;
        fs::rename(&paths.data, &paths.target)?;
        paths.settle()
    }

    /// Lets the target appear, put together of the row groups that were written.
    ///
    /// # Errors
    ///
    /// Where the disk is full or fails.
    pub fn appear_assembled(self) -> io::Result<()> {
        let Self { paths, data, .. } = self;
        let groups = data.into_inner()?;
        let whole = File::create(&paths.whole)?;
        parquet::assemble(&groups, BufWriter::with_capacity(BUFFER, &whole))?;
        whole.sync_all()?;
        fs::rename(&paths.whole, &paths.target)?;
        fs::remove_file(&paths.data)?;
        paths.settle()
    }
}

impl Write for Partial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.data.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.data.flush()
    }
}

impl Paths {
    fn beside(target: &Path) -> Result<Self, PartialError> {
        let name = target.file_name().ok_or_else(|| PartialError::Io {
            path: target.to_path_buf(),
            error: io::Error::other("is no file name"),
        })?;
        let beside = |ending: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(ending);
            target.with_file_name(hidden)
        };
        Ok(Self {
            target: target.to_path_buf(),
            data: beside(".partial"),
            journal: beside(".journal"),
            whole: beside(".whole"),
        })
    }

    /// Makes sure that the target's new name is on the disk, and takes the journal away.
    fn settle(&self) -> io::Result<()> {
        let folder = self.target.parent().filter(|it| !it.as_os_str().is_empty());
        // Not every system can sync a folder; the file itself is safe.
        let _ = File::open(folder.unwrap_or(Path::new("."))).and_then(|it| it.sync_all());
        fs::remove_file(&self.journal)
    }
}

/// A file to read and write, what is in it kept.
fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path)
}
