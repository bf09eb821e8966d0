//! Where results go: standard output, or a file that appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::error::CliError;

const BUFFER: usize = 1 << 16;

/// Where results go.
pub enum Output {
    /// Standard output.
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// A device or pipe that is there already and is written as it is.
    Direct(BufWriter<File>),
    /// A file beside the one asked for, renamed at the end.
    Beside(Beside),
}

/// A file beside the one asked for. Dropped before [`Output::finish`], it is taken away.
pub struct Beside {
    writer: BufWriter<File>,
    temporary: Option<PathBuf>,
    target: PathBuf,
}

impl Output {
    /// Opens `path`, or standard output where there is none.
    ///
    /// # Errors
    ///
    /// Where no file can be made there.
    pub fn open(path: Option<&Path>) -> Result<Self, CliError> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            let stdout = io::stdout().lock();
            return Ok(Self::Stdout(BufWriter::with_capacity(BUFFER, stdout)));
        };
        open_file(path).map_err(|error| CliError::Output {
            file: path.display().to_string(),
            error,
        })
    }

    /// Writes what is left and lets the file appear.
    ///
    /// # Errors
    ///
    /// Where the disk is full or the file cannot be renamed.
    pub fn finish(mut self) -> Result<(), CliError> {
        self.flush()?;
        if let Self::Beside(beside) = self {
            let target = beside.target.display().to_string();
            beside.appear().map_err(|error| CliError::Output {
                file: target,
                error,
            })?;
        }
        Ok(())
    }
}

fn open_file(path: &Path) -> io::Result<Output> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    match target.metadata() {
        Ok(data) if data.is_dir() => Err(io::Error::other("is a folder")),
        Ok(data) if !data.is_file() => {
            let file = File::options().write(true).open(&target)?;
            Ok(Output::Direct(BufWriter::with_capacity(BUFFER, file)))
        }
        _ => Beside::open(target).map(Output::Beside),
    }
}

impl Beside {
    fn open(target: PathBuf) -> io::Result<Self> {
        let name = target
            .file_name()
            .ok_or_else(|| io::Error::other("is no file name"))?;
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.tmp", std::process::id()));
        let temporary = target.with_file_name(hidden);
        let file = File::options()
            .write(true)
            .create_new(true)
            .open(&temporary)?;
        Ok(Self {
            writer: BufWriter::with_capacity(BUFFER, file),
            temporary: Some(temporary),
            target,
        })
    }

    fn appear(mut self) -> io::Result<()> {
        self.writer.flush()?;
        if let Some(temporary) = &self.temporary {
            fs::rename(temporary, &self.target)?;
        }
        self.temporary = None;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            let _ = fs::remove_file(temporary);
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(writer) => writer.write(bytes),
            Self::Direct(writer) => writer.write(bytes),
            Self::Beside(beside) => beside.writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(writer) => writer.flush(),
            Self::Direct(writer) => writer.flush(),
            Self::Beside(beside) => beside.writer.flush(),
        }
    }
}
