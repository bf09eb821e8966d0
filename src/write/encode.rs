//! Results into the bytes of a file, in blocks: what a block holds can be read, and gone on after, without the next.

use std::io::{self, Write};

use arrow_array::RecordBatch;
use flate2::write::GzEncoder;

use super::form::{Format, Packing};
use super::{csv, jsonl, parquet};
use crate::types::{Analysis, Failure, Input};

/// What came of a document.
pub type Document<'a> = Result<(&'a Input, &'a Analysis), &'a Failure>;

/// What a document adds to a file, not yet packed.
#[derive(Debug)]
pub enum Piece {
    /// Lines of text.
    Lines(Vec<u8>),
    /// A row of columns.
    Row(RecordBatch),
}

/// Writes a document in a format; any thread may do this.
///
/// # Errors
///
/// None that is known: it is written to memory.
pub fn piece(document: Document<'_>, format: Format, options: jsonl::Options) -> io::Result<Piece> {
    let lines = match (format, document) {
        (Format::Jsonl, Ok((input, analysis))) => jsonl::line(input, analysis, options)?,
        (Format::Jsonl, Err(failure)) => {
            let mut line = Vec::new();
            jsonl::failure(&mut line, failure)?;
            line
        }
        (Format::Csv, Ok((input, analysis))) => csv::scored(input, analysis)?,
        (Format::Csv, Err(failure)) => csv::failed(failure)?,
        (Format::Parquet, Ok((input, analysis))) => {
            return Ok(Piece::Row(parquet::scored(input, analysis, options)?));
        }
        (Format::Parquet, Err(failure)) => return Ok(Piece::Row(parquet::failed(failure)?)),
    };
    Ok(Piece::Lines(lines))
}

/// Pieces into bytes. Blocks end by what was written, never by time, so that the same pieces make the same bytes.
pub struct Encoder {
    body: Body,
    /// What is in the block under way, in bytes before packing.
    held: u64,
    /// A block ends with the piece that makes it reach so many.
    block: u64,
}

enum Body {
    Plain,
    Gzip(GzEncoder<Vec<u8>>),
    Zstd(zstd::stream::write::Encoder<'static, Vec<u8>>),
    Parquet(parquet::Groups),
}

impl Encoder {
    /// An encoder whose blocks hold `block` bytes or one piece more. Parquet is packed inside, and takes no other packing.
    ///
    /// # Errors
    ///
    /// Where no packer can be made.
    pub fn new(format: Format, packing: Packing, block: u64) -> io::Result<Self> {
        let body = match (format, packing) {
            (Format::Parquet, _) => Body::Parquet(parquet::Groups::new(block)?),
            (_, Packing::None) => Body::Plain,
            (_, Packing::Gzip) => Body::Gzip(gzip()),
            (_, Packing::Zstd) => Body::Zstd(zstd()?),
        };
        Ok(Self {
            body,
            held: 0,
            block,
        })
    }

    /// Writes what stands before the first document: the head of a table.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn begin(&mut self, format: Format, out: &mut impl Write) -> io::Result<()> {
        if format == Format::Csv {
            self.lines(&csv::head()?, out)?;
        }
        Ok(())
    }

    /// Takes a piece in and writes what is ready. True where a block has ended: all that was taken in is written.
    ///
    /// # Errors
    ///
    /// Where `out` fails, or the piece is not of this format.
    pub fn add(&mut self, piece: &Piece, out: &mut impl Write) -> io::Result<bool> {
        match (&mut self.body, piece) {
            (Body::Parquet(groups), Piece::Row(row)) => {
                let full = groups.add(row, out)?;
                self.held = u64::from(!full);
                Ok(full)
            }
            (Body::Parquet(_), Piece::Lines(_)) | (_, Piece::Row(_)) => {
                Err(io::Error::other("a piece of another format"))
            }
            (_, Piece::Lines(lines)) => self.lines(lines, out),
        }
    }

    fn lines(&mut self, lines: &[u8], out: &mut impl Write) -> io::Result<bool> {
        match &mut self.body {
            Body::Plain => out.write_all(lines)?,
            Body::Gzip(packer) => {
                packer.write_all(lines)?;
                out.write_all(&std::mem::take(packer.get_mut()))?;
            }
            Body::Zstd(packer) => {
                packer.write_all(lines)?;
                out.write_all(&std::mem::take(packer.get_mut()))?;
            }
            Body::Parquet(_) => {}
        }
        self.held += lines.len() as u64;
        if self.held < self.block {
            return Ok(false);
        }
        self.end(out)?;
        Ok(true)
    }

    /// Ends the block under way, where there is one.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        if std::mem::take(&mut self.held) == 0 {
            return Ok(());
        }
        match &mut self.body {
            Body::Plain => Ok(()),
            Body::Gzip(packer) => out.write_all(&std::mem::replace(packer, gzip()).finish()?),
            Body::Zstd(packer) => out.write_all(&std::mem::replace(packer, zstd()?).finish()?),
            Body::Parquet(groups) => groups.rest(out),
        }
    }
}

fn gzip() -> GzEncoder<Vec<u8>> {
    GzEncoder::new(Vec::new(), flate2::Compression::default())
}

fn zstd() -> io::Result<zstd::stream::write::Encoder<'static, Vec<u8>>> {
    zstd::stream::write::Encoder::new(Vec::new(), zstd::DEFAULT_COMPRESSION_LEVEL)
}
