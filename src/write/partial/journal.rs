//! The journal of a run: a line that says what it was asked, then a line for each mark. A torn last line does not count.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Request, Tally, open};

/// The journal of a run, locked while the run lasts.
#[derive(Debug)]
pub(super) struct Journal {
    file: File,
}

/// What was on the disk at some time, and what it stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// Bytes of the data.
    pub length: u64,
    /// What had been done.
    pub done: Tally,
}

/// What a journal says.
#[derive(Debug, Default)]
pub(super) struct Old {
    /// What was asked.
    pub request: Option<Request>,
    /// The last mark that counts.
    pub mark: Option<Mark>,
    /// Bytes of the journal up to that mark.
    length: u64,
}

impl Journal {
    /// Opens a journal and locks it; none where another process has it.
    pub fn open(path: &Path) -> io::Result<Option<Self>> {
        let file = open(path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(None),
            // Some network disks know no locks.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(Self { file })),
        }
    }

    /// What it says, beside data of so many bytes.
    pub fn read(&mut self, data: u64) -> io::Result<Old> {
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(0))?;
        self.file.read_to_end(&mut bytes)?;
        let mut lines = bytes.split_inclusive(|&byte| byte == b'\n');
        let Some((request, head)) = lines.next().and_then(entry) else {
            return Ok(Old::default());
        };
        let mut old = Old {
            request: Some(request),
            mark: None,
            length: head,
        };
        let mut length = head;
        for (mark, bytes) in lines.map_while(entry::<Mark>) {
            length += bytes;
            if mark.length <= data {
                old.mark = Some(mark);
                old.length = length;
            }
        }
        Ok(old)
    }

    /// Begins anew.
    pub fn begin(&mut self, request: &Request) -> io::Result<()> {
        self.cut(0)?;
        self.write(request)
    }

    /// Goes on after the last mark that counts.
    pub fn keep(&mut self, old: &Old) -> io::Result<()> {
        self.cut(old.length)
    }

    /// Writes a mark; the data that it speaks of must be on the disk.
    pub fn mark(&mut self, mark: Mark) -> io::Result<()> {
        self.write(&mark)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.seek(SeekFrom::Start(length))?;
        Ok(())
    }

    fn write(&mut self, entry: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.file.sync_data()
    }
}

/// A line that was written to its end, and its bytes.
fn entry<T: for<'d> Deserialize<'d>>(line: &[u8]) -> Option<(T, u64)> {
    let whole = line.strip_suffix(b"\n")?;
    let entry = serde_json::from_slice(whole).ok()?;
    Some((entry, line.len() as u64))
}
