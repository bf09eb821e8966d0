//! Where results go: standard output, or a file that appears whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use secondhand::write::encode::{Encoder, Piece};
use secondhand::write::form::{Format, Packing};
use secondhand::write::partial::{Began, Partial, PartialError, Request, Start, Tally};

use super::error::CliError;

const BUFFER: usize = 1 << 16;

/// What is asked of the output.
pub struct Asked<'a> {
    /// The file; standard output where there is none.
    pub file: Option<&'a Path>,
    /// The format.
    pub format: Format,
    /// Bytes of a block.
    pub block: u64,
    /// Whether to go on with what an earlier run left.
    pub start: Start,
}

/// Where results go, encoded.
pub struct Output {
    place: Place,
    encoder: Encoder,
    format: Format,
}

enum Place {
    /// Standard output, or a device or pipe that is there already: written as it is.
    Direct(BufWriter<Box<dyn Write>>),
    /// A file that appears at the end.
    Beside(Partial, PathBuf),
}

/// The format that results have: the one asked for, else that of the file's name, else JSONL.
pub fn format(asked: Option<Format>, file: Option<&Path>) -> Format {
    asked.or_else(|| Format::of(file?)).unwrap_or(Format::Jsonl)
}

impl Output {
    /// Opens the output; `request` says what a run that goes on must have been asked as well, and is made only where
    /// the output can be gone on with.
    ///
    /// # Errors
    ///
    /// Where no file can be made there, the format cannot be written there, or an earlier run was asked something else.
    pub fn open(asked: &Asked<'_>, request: impl FnOnce() -> Request) -> Result<Self, CliError> {
        let file = asked.file.filter(|path| path.as_os_str() != "-");
        let packing = file.map_or(Packing::None, |path| Packing::of(path).0);
        possible(asked, packing)?;
        let place = match file {
            None => Place::Direct(buffered(io::stdout())),
            Some(path) => open_file(path, asked, request)?,
        };
        if asked.start == Start::GoOn && matches!(place, Place::Direct(_)) {
            let message = "--resume needs --output with the file of the run that was broken off";
            return Err(CliError::Unusable(message.to_owned()));
        }
        if asked.format == Format::Parquet && matches!(place, Place::Direct(_)) {
            let message = "Parquet needs a file: name one with --output";
            return Err(CliError::Unusable(message.to_owned()));
        }
        let encoder = Encoder::new(asked.format, packing, asked.block)?;
        let mut output = Self {
            place,
            encoder,
            format: asked.format,
        };
        if output.began().done.documents == 0 {
            output.encoder.begin(output.format, &mut output.place)?;
        }
        Ok(output)
    }

    /// Where the run begins.
    pub fn began(&self) -> Began {
        match &self.place {
            Place::Direct(_) => Began::default(),
            Place::Beside(partial, _) => partial.began(),
        }
    }

    /// Takes a document's results; `done` counts it.
    ///
    /// # Errors
    ///
    /// Where the output fails.
    pub fn add(&mut self, piece: &Piece, done: Tally) -> io::Result<()> {
        let ended = self.encoder.add(piece, &mut self.place)?;
        match &mut self.place {
            Place::Beside(partial, _) if ended => partial.mark(done),
            _ => Ok(()),
        }
    }

    /// Writes what is left and lets the file appear.
    ///
    /// # Errors
    ///
    /// Where the disk is full or the file cannot be renamed.
    pub fn finish(self, done: Tally) -> Result<(), CliError> {
        let Self {
            mut place,
            mut encoder,
            format,
        } = self;
        encoder.end(&mut place)?;
        // A row group of Parquet has the room of several; the file is put together without it.
        drop(encoder);
        let (mut partial, path) = match place {
            Place::Direct(mut out) => return Ok(out.flush()?),
            Place::Beside(partial, path) => (partial, path),
        };
        let appeared = partial.mark(done).and_then(|()| match format {
            Format::Parquet => partial.appear_assembled(),
            Format::Jsonl | Format::Csv => partial.appear(),
        });
        appeared.map_err(|error| CliError::output(&path, error))
    }
}

/// Parquet has its own packing.
fn possible(asked: &Asked<'_>, packing: Packing) -> Result<(), CliError> {
    match (asked.format, packing) {
        (Format::Parquet, Packing::Gzip | Packing::Zstd) => Err(CliError::Unusable(
            "Parquet is packed inside: leave .gz or .zst out of the file's name".to_owned(),
        )),
        _ => Ok(()),
    }
}

fn open_file(
    path: &Path,
    asked: &Asked<'_>,
    request: impl FnOnce() -> Request,
) -> Result<Place, CliError> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    match target.metadata() {
        Ok(data) if data.is_dir() => Err(CliError::output(path, io::Error::other("is a folder"))),
        Ok(data) if !data.is_file() => {
            let file = File::options().write(true).open(&target);
            let file = file.map_err(|error| CliError::output(path, error))?;
            Ok(Place::Direct(buffered(file)))
        }
        _ => match Partial::open(&target, &request(), asked.start) {
            Ok(partial) => Ok(Place::Beside(partial, path.to_path_buf())),
            Err(PartialError::Io { error, .. }) => Err(CliError::output(path, error)),
            Err(other) => Err(CliError::Unusable(other.to_string())),
        },
    }
}

fn buffered(out: impl Write + 'static) -> BufWriter<Box<dyn Write>> {
    BufWriter::with_capacity(BUFFER, Box::new(out))
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Direct(writer) => writer.write(bytes),
            Self::Beside(partial, _) => partial.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Direct(writer) => writer.flush(),
            Self::Beside(partial, _) => partial.flush(),
        }
    }
}
