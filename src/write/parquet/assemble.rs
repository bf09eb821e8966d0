//! Puts row groups that are files of their own together into one, without reading what they hold.

use std::io::{self, Read, Write};
use std::sync::Arc;

use bytes::Bytes;
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;

use super::{Groups, Wrong, framed};

/// Reads the row groups that [`Groups`] gave, and writes the file that holds them all.
///
/// # Errors
///
/// Where `groups` cannot be read or is cut off, or `out` fails.
pub fn assemble(mut groups: impl Read, out: impl Write + Send) -> io::Result<()> {
    let first = match next(&mut groups)? {
        Some(first) => first,
        None => unframed(framed(Groups::new(0)?.begin()?)?),
    };
    let mut whole = begin(&first, out)?;
    append(&mut whole, &first)?;
    while let Some(group) = next(&mut groups)? {
        append(&mut whole, &group)?;
    }
    whole.close().map_err(Wrong::from)?;
    Ok(())
}

/// The file without the length before it.
fn unframed(mut group: Vec<u8>) -> Bytes {
    group.drain(..size_of::<u64>());
    group.into()
}

/// The next file; none at the end.
fn next(groups: &mut impl Read) -> io::Result<Option<Bytes>> {
    let mut length = [0; size_of::<u64>()];
    let mut there = Vec::new();
    groups.take(length.len() as u64).read_to_end(&mut there)?;
    if there.is_empty() {
        return Ok(None);
    }
    let cut_off = || io::Error::from(io::ErrorKind::UnexpectedEof);
    length = there.try_into().map_err(|_| cut_off())?;
    let length = u64::from_le_bytes(length);
    let mut file = Vec::new();
    match groups.take(length).read_to_end(&mut file)? as u64 == length {
        true => Ok(Some(file.into())),
        false => Err(cut_off()),
    }
}

fn metadata(group: &Bytes) -> Result<ParquetMetaData, Wrong> {
    Ok(ParquetMetaDataReader::new().parse_and_finish(group)?)
}

/// A file like `first`, with nothing in it yet.
fn begin<W: Write + Send>(first: &Bytes, out: W) -> Result<SerializedFileWriter<W>, Wrong> {
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
    group: &Bytes,
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
