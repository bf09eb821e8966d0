//! Puts row groups that are files of their own together into one, without reading what they hold.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take, Write};
use std::sync::Arc;

use bytes::Bytes;
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::Result as ParquetResult;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::writer::SerializedFileWriter;

use super::{Groups, LENGTH, Wrong, framed};

/// Reads the row groups that [`Groups`] gave, and writes the file that holds them all. Columns are copied from file to file:
/// memory does not grow with them.
///
/// # Errors
///
/// Where `groups` cannot be read or is cut off, or `out` fails.
pub fn assemble(groups: &File, out: impl Write + Send) -> io::Result<()> {
    let mut at = 0;
    let mut whole = match Group::at(groups, at)? {
        Some(first) => begin(&first, out)?,
        None => {
            let empty = framed(Groups::new(0)?.begin()?)?;
            begin(&Bytes::from(empty).slice(LENGTH..), out)?
        }
    };
    while let Some(group) = Group::at(groups, at)? {
        append(&mut whole, &group)?;
        at = group.end();
    }
    whole.close().map_err(Wrong::from)?;
    Ok(())
}

/// A row group in the file of all.
struct Group<'f> {
    file: &'f File,
    start: u64,
    length: u64,
}

impl<'f> Group<'f> {
    /// The group whose length stands at `at`; none at the end of the file.
    fn at(file: &'f File, at: u64) -> io::Result<Option<Self>> {
        let end = file.metadata()?.len();
        if at == end {
            return Ok(None);
        }
        let mut length = [0; LENGTH];
        let mut from = file;
        from.seek(SeekFrom::Start(at))?;
        from.read_exact(&mut length)?;
        let group = Self {
            file,
            start: at + LENGTH as u64,
            length: u64::from_le_bytes(length),
        };
        match group.end() <= end {
            true => Ok(Some(group)),
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    fn end(&self) -> u64 {
        self.start.saturating_add(self.length)
    }
}

impl Length for Group<'_> {
    fn len(&self) -> u64 {
        self.length
    }
}

impl<'f> ChunkReader for Group<'f> {
    type T = Take<BufReader<&'f File>>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        let mut from = self.file;
        from.seek(SeekFrom::Start(self.start + start))?;
        Ok(BufReader::new(from).take(self.length.saturating_sub(start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let mut bytes = vec![0; length];
        self.get_read(start)?.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

fn metadata(group: &impl ChunkReader) -> Result<ParquetMetaData, Wrong> {
    Ok(ParquetMetaDataReader::new().parse_and_finish(group)?)
}

/// A file like `first`, with nothing in it yet.
fn begin<W: Write + Send>(
    first: &impl ChunkReader,
    out: W,
) -> Result<SerializedFileWriter<W>, Wrong> {
    let metadata = metadata(first)?;
    let like = metadata.file_metadata();
    let properties = WriterProperties::builder()
        .set_key_value_metadata(like.key_value_metadata().cloned())
        .set_offset_index_disabled(true)
        .build();
    let schema = like.schema_descr().root_schema_ptr();
    Ok(SerializedFileWriter::new(
        out,
        schema,
        Arc::new(properties),
    )?)
}

/// Copies the columns of a file as they are.
fn append<W: Write + Send>(
    whole: &mut SerializedFileWriter<W>,
    group: &impl ChunkReader,
) -> Result<(), Wrong> {
    let metadata = metadata(group)?;
    for rows in metadata.row_groups() {
        let mut copy = whole.next_row_group()?;
        for chunk in rows.columns() {
            let closed = ColumnCloseResult {
                bytes_written: u64::try_from(chunk.compressed_size()).unwrap_or_default(),
                rows_written: u64::try_from(rows.num_rows()).unwrap_or_default(),
                metadata: chunk.clone(),
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            copy.append_column(group, closed)?;
        }
        copy.close()?;
    }
    Ok(())
}
