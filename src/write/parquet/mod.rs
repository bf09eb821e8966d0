//! Parquet, one row a document, with what was found nested in it.
//!
//! A Parquet file ends with the places of all that it holds, so that one that was cut off cannot be gone on with. Row
//! groups are therefore written as small files of their own, framed by their lengths, and put together at the end.

mod assemble;
mod columns;
mod pages;
mod row;

use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};

use super::jsonl::Options;
use crate::types::{Analysis, Failure, Input};
use pages::Pages;
use row::Row;

pub use assemble::assemble;

/// A document that was scored, as a batch of one row.
///
/// # Errors
///
/// None that is known: the arrays are made to fit.
pub fn scored(input: &Input, analysis: &Analysis, options: Options) -> io::Result<RecordBatch> {
    Ok(batch(&[Some(Row::Scored(input, analysis, options))])?)
}

/// A document that could not be scored, as a batch of one row.
///
/// # Errors
///
/// None that is known: the arrays are made to fit.
pub fn failed(failure: &Failure) -> io::Result<RecordBatch> {
    Ok(batch(&[Some(Row::Failed(failure))])?)
}

/// The schema of what is written.
///
/// # Errors
///
/// None that is known: the arrays are made to fit.
pub fn schema() -> io::Result<Arc<Schema>> {
    Ok(batch(&[])?.schema())
}

fn batch(rows: &[Option<Row<'_>>]) -> Result<RecordBatch, Wrong> {
    let documents = row::documents(rows)?;
    let columns = documents.to_data();
    Ok(RecordBatch::from(arrow_array::StructArray::from(columns)))
}

/// The schema as people read it: a field a line, what is nested further in; `?` marks what may be null.
pub fn describe(schema: &Schema) -> String {
    let mut page = String::new();
    fields(&mut page, schema.fields(), 0);
    page
}

fn fields(page: &mut String, of: &Fields, depth: usize) {
    for field in of {
        let (kind, inner) = named(field);
        let mark = if field.is_nullable() { "?" } else { "" };
        let name = field.name();
        // A string takes whatever is written to it.
        let _ = writeln!(
            page,
            "{:indent$}{name}: {kind}{mark}",
            "",
            indent = depth * 2
        );
        fields(page, &inner, depth + 1);
    }
}

/// What a field is called, and the fields in it.
fn named(field: &Field) -> (String, Fields) {
    match field.data_type() {
        DataType::Struct(inner) => ("struct".to_owned(), inner.clone()),
        DataType::List(item) => {
            let (kind, inner) = named(item);
            (format!("list<{kind}>"), inner)
        }
        kind => (kind.to_string().to_lowercase(), Fields::empty()),
    }
}

/// Rows of a page. What is in a page lies unpacked until the page is full, once for each of more than a hundred columns.
const PAGE_ROWS: usize = 256;
/// Bytes of a column's dictionary. A column whose values hardly repeat gives it up as soon as it is full.
const DICTIONARY_BYTES: usize = 1 << 17;
/// Bytes of the length before a row group.
const LENGTH: usize = size_of::<u64>();

/// Row groups under way.
#[derive(Debug)]
pub struct Groups {
    schema: Arc<Schema>,
    bytes: usize,
    under_way: Option<ArrowWriter<Vec<u8>>>,
    /// What the next row group is written to; kept, so that memory stays as it is however many there are.
    spare: Vec<u8>,
    pages: Pages,
}

impl Groups {
    /// Row groups that end with the row that makes them reach `bytes`, as written.
    ///
    /// # Errors
    ///
    /// None that is known.
    pub fn new(bytes: u64) -> io::Result<Self> {
        Ok(Self {
            schema: schema()?,
            bytes: usize::try_from(bytes).unwrap_or(usize::MAX),
            under_way: None,
            spare: Vec::new(),
            pages: Pages::default(),
        })
    }

    /// Takes a row in, and writes the row group that it fills. True where it filled one.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn add(&mut self, row: &RecordBatch, out: &mut impl Write) -> io::Result<bool> {
        let mut group = match self.under_way.take() {
            Some(group) => group,
            None => self.begin()?,
        };
        group.write(row).map_err(Wrong::from)?;
        if group.in_progress_size() < self.bytes {
            self.under_way = Some(group);
            return Ok(false);
        }
        self.spare = framed(group)?;
        out.write_all(&self.spare)?;
        Ok(true)
    }

    /// Writes the last row group, where rows are left.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn rest(&mut self, out: &mut impl Write) -> io::Result<()> {
        match self.under_way.take() {
            Some(group) => out.write_all(&framed(group)?),
            None => Ok(()),
        }
    }

    fn begin(&mut self) -> Result<ArrowWriter<Vec<u8>>, Wrong> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(None)
            .set_data_page_row_count_limit(PAGE_ROWS)
            .set_dictionary_page_size_limit(DICTIONARY_BYTES)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .build();
        self.pages.clear();
        let options = ArrowWriterOptions::new()
            .with_properties(properties)
            .with_page_store_factory(Arc::new(self.pages.clone()));
        let mut file = std::mem::take(&mut self.spare);
        file.clear();
        file.resize(LENGTH, 0);
        let schema = Arc::clone(&self.schema);
        Ok(ArrowWriter::try_new_with_options(file, schema, options)?)
    }
}

/// A row group as a file of its own, its length before it.
fn framed(group: ArrowWriter<Vec<u8>>) -> Result<Vec<u8>, Wrong> {
    let mut framed = group.into_inner()?;
    let length = framed.len().saturating_sub(LENGTH) as u64;
    framed.splice(..LENGTH, length.to_le_bytes());
    Ok(framed)
}

/// What the crates of Arrow and Parquet complain of, as an error of input and output.
#[derive(Debug, thiserror::Error)]
enum Wrong {
    #[error(transparent)]
    Arrow(#[from] ArrowError),
    #[error(transparent)]
    Parquet(#[from] ParquetError),
}

impl From<Wrong> for io::Error {
    fn from(wrong: Wrong) -> Self {
        io::Error::other(wrong)
    }
}
