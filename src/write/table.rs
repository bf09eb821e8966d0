//! Flat tables with documented columns, as JSON lines or Parquet: one definition for both forms.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, RecordBatch, StringArray, UInt64Array,
};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use jiff::civil::Date;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// The day that Arrow counts days from.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name, and that of its files.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns, all of one length.
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What a value is, with its unit.
    pub about: &'static str,
    /// Its values.
    pub values: Values,
}

/// The values of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Words; Arrow `Utf8`.
    Text(Vec<Option<String>>),
    /// Lists of words; Arrow `List<Utf8>`.
    Texts(Vec<Vec<String>>),
    /// Numbers; Arrow `Float64`.
    Real(Vec<Option<f64>>),
    /// Counts; Arrow `UInt64`.
    Count(Vec<Option<u64>>),
    /// Yes or no; Arrow `Boolean`.
    Truth(Vec<bool>),
    /// Days; Arrow `Date32`, in JSON `2024-10-28`.
    Day(Vec<Option<Date>>),
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The file could not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The columns do not make a table.
    #[error(transparent)]
    Arrow(#[from] ArrowError),
    /// Parquet could not be written.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Text(it) => it.len(),
            Self::Texts(it) => it.len(),
            Self::Real(it) => it.len(),
            Self::Count(it) => it.len(),
            Self::Truth(it) => it.len(),
            Self::Day(it) => it.len(),
        }
    }

    fn json(&self, row: usize) -> Value {
        match self {
            Self::Text(it) => it[row].clone().into(),
            Self::Texts(it) => it[row].clone().into(),
            Self::Real(it) => it[row].into(),
            Self::Count(it) => it[row].into(),
            Self::Truth(it) => it[row].into(),
            Self::Day(it) => it[row].map(|day| day.to_string()).into(),
        }
    }

    fn array(&self) -> ArrayRef {
        match self {
            Self::Text(it) => Arc::new(StringArray::from_iter(it)),
            Self::Texts(it) => lists(it),
            Self::Real(it) => Arc::new(Float64Array::from_iter(it.iter().copied())),
            Self::Count(it) => Arc::new(UInt64Array::from_iter(it.iter().copied())),
            Self::Truth(it) => Arc::new(BooleanArray::from(it.clone())),
            Self::Day(it) => Arc::new(Date32Array::from_iter(it.iter().map(|day| day.map(days)))),
        }
    }

    fn nullable(&self) -> bool {
        !matches!(self, Self::Texts(_) | Self::Truth(_))
    }

    /// The type in words, for documentation.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Texts(_) => "list of text",
            Self::Real(_) => "number",
            Self::Count(_) => "count",
            Self::Truth(_) => "yes or no",
            Self::Day(_) => "day",
        }
    }
}

/// A row as an object.
struct Row<'t> {
    table: &'t Table,
    row: usize,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = self.table.columns.iter();
        serializer.collect_map(columns.map(|column| (column.name, column.values.json(self.row))))
    }
}

fn days(day: Date) -> i32 {
    (day - EPOCH).get_days()
}

fn lists(rows: &[Vec<String>]) -> ArrayRef {
    let item = Field::new("item", DataType::Utf8, false);
    let mut builder = ListBuilder::new(StringBuilder::new()).with_field(item);
    for row in rows {
        row.iter()
            .for_each(|text| builder.values().append_value(text));
        builder.append(true);
    }
    Arc::new(builder.finish())
}

impl Column {
    /// A column of words.
    pub fn text<T: Into<String>>(
        name: &'static str,
        about: &'static str,
        values: impl Iterator<Item = Option<T>>,
    ) -> Self {
        let values = Values::Text(values.map(|it| it.map(Into::into)).collect());
        Self {
            name,
            about,
            values,
        }
    }

    /// A column of lists of words.
    pub fn texts(
        name: &'static str,
        about: &'static str,
        values: impl Iterator<Item = Vec<String>>,
    ) -> Self {
        let values = Values::Texts(values.collect());
        Self {
            name,
            about,
            values,
        }
    }

    /// A column of numbers.
    pub fn real(
        name: &'static str,
        about: &'static str,
        values: impl Iterator<Item = Option<f64>>,
    ) -> Self {
        let values = Values::Real(values.collect());
        Self {
            name,
            about,
            values,
        }
    }

    /// A column of counts, none of them missing.
    pub fn count(
        name: &'static str,
        about: &'static str,
        values: impl Iterator<Item = u64>,
    ) -> Self {
        let values = Values::Count(values.map(Some).collect());
        Self {
            name,
            about,
            values,
        }
    }

    /// A column of yes or no.
    pub fn truth(
        name: &'static str,
        about: &'static str,
        values: impl Iterator<Item = bool>,
    ) -> Self {
        let values = Values::Truth(values.collect());
        Self {
            name,
            about,
            values,
        }
    }

    /// A column of days.
    pub fn day(
        name: &'static str,
        about: &'static str,
        values: impl Iterator<Item = Option<Date>>,
    ) -> Self {
        let values = Values::Day(values.collect());
        Self {
            name,
            about,
            values,
        }
    }
}

impl Table {
    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }

    /// Writes a JSON object a row, with the columns in their order; what is missing is `null`.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn jsonl(&self, out: &mut impl Write) -> io::Result<()> {
        for row in 0..self.rows() {
            serde_json::to_writer(&mut *out, &Row { table: self, row })?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Writes Parquet, packed with zstd.
    ///
    /// # Errors
    ///
    /// Those of `out`, and columns of unequal length.
    pub fn parquet(&self, out: impl Write + Send) -> Result<(), TableError> {
        let arrays: Vec<ArrayRef> = self
            .columns
            .iter()
            .map(|column| column.values.array())
            .collect();
        let fields = self.columns.iter().zip(&arrays).map(|(column, array)| {
            Field::new(
                column.name,
                array.data_type().clone(),
                column.values.nullable(),
            )
        });
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let batch = RecordBatch::try_new(schema.clone(), arrays)?;
        let packed = Compression::ZSTD(ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(packed).build();
        let mut writer = ArrowWriter::try_new(out, schema, Some(properties))?;
        writer.write(&batch)?;
        writer.close()?;
        Ok(())
    }

    /// Its columns as a table of Markdown, as the documentation has them.
    pub fn documentation(&self) -> String {
        let row = |column: &Column| {
            format!(
                "| `{}` | {} | {} |\n",
                column.name,
                column.values.kind(),
                column.about
            )
        };
        let rows: String = self.columns.iter().map(row).collect();
        format!(
            "### `{}`\n\n{}\n\n| column | kind | what |\n| --- | --- | --- |\n{rows}",
            self.name, self.about
        )
    }
}
