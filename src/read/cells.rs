//! One column of Parquet as text: strings as they are, numbers in digits, days and instants as ISO 8601 has them.

use std::collections::VecDeque;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use parquet::basic::{LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::{ParquetError, Result};
use parquet::schema::types::{ColumnDescPtr, ColumnDescriptor};

use super::check::Trouble;
use crate::types::FailureKind;

/// A column of a row group under way.
pub(super) struct Column {
    reader: ColumnReader,
    descriptor: ColumnDescPtr,
    ready: VecDeque<Option<Cell>>,
}

/// A value as it is stored.
enum Cell {
    Bytes(ByteArray),
    Whole(i64),
    Float(f64),
}

impl Column {
    pub(super) fn new(descriptor: ColumnDescPtr, reader: ColumnReader) -> Self {
        Self {
            reader,
            descriptor,
            ready: VecDeque::new(),
        }
    }

    /// Says no to a column that holds no text, number or date.
    pub(super) fn check(column: &ColumnDescriptor, name: &str) -> std::result::Result<(), Trouble> {
        let found = column.physical_type();
        if matches!(
            found,
            Type::BYTE_ARRAY | Type::INT32 | Type::INT64 | Type::DOUBLE
        ) {
            return Ok(());
        }
        let message =
            format!("the column \"{name}\" holds {found}, expected text, whole numbers or dates");
        Err(Trouble::new(FailureKind::BadRecord, message))
    }

    /// Decodes so many values.
    pub(super) fn fill(&mut self, wanted: usize) -> Result<()> {
        let deepest = self.descriptor.max_def_level();
        self.ready = match &mut self.reader {
            ColumnReader::ByteArrayColumnReader(it) => batch(it, wanted, deepest, Cell::Bytes),
            ColumnReader::Int32ColumnReader(it) => {
                batch(it, wanted, deepest, |n| Cell::Whole(n.into()))
            }
            ColumnReader::Int64ColumnReader(it) => batch(it, wanted, deepest, Cell::Whole),
            ColumnReader::DoubleColumnReader(it) => batch(it, wanted, deepest, Cell::Float),
            _ => Err(ParquetError::NYI("a column of another type".to_owned())),
        }?;
        Ok(())
    }

    /// The next value, absent where it is null.
    pub(super) fn take(&mut self) -> std::result::Result<Option<ByteArray>, Trouble> {
        let Some(cell) = self.ready.pop_front().flatten() else {
            return Ok(None);
        };
        let text = match cell {
            Cell::Bytes(bytes) => return Ok(Some(bytes)),
            Cell::Float(number) => number.to_string(),
            Cell::Whole(number) => {
                written(number, self.descriptor.logical_type_ref()).ok_or_else(|| {
                    let message = format!("{number} is no date within the years -9999 to 9999");
                    Trouble::new(FailureKind::BadRecord, message)
                })?
            }
        };
        Ok(Some(ByteArray::from(text.into_bytes())))
    }
}

/// So many values, nulls among them.
fn batch<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    wanted: usize,
    deepest: i16,
    cell: impl Fn(T::T) -> Cell,
) -> Result<VecDeque<Option<Cell>>> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let given = (deepest > 0).then_some(&mut levels);
    let (read, _, _) = reader.read_records(wanted, given, None, &mut values)?;
    if read < wanted {
        return Err(ParquetError::EOF(format!(
            "a column ends {} rows too soon",
            wanted - read
        )));
    }
    let mut values = values.into_iter();
    if deepest == 0 {
        return Ok(values.map(|value| Some(cell(value))).collect());
    }
    let present = |level: i16| level == deepest;
    Ok(levels
        .into_iter()
        .map(|level| {
            if present(level) {
                values.next().map(&cell)
            } else {
                None
            }
        })
        .collect())
}

/// A whole number as what it stands for: itself, a day or an instant. None where that is out of reach.
fn written(number: i64, meaning: Option<&LogicalType>) -> Option<String> {
    match meaning {
        Some(LogicalType::Date) => {
            let day = Date::constant(1970, 1, 1).checked_add(number.days());
            day.ok().map(|day| day.to_string())
        }
        Some(LogicalType::Timestamp(kind)) => {
            let instant = match kind.unit {
                TimeUnit::MILLIS => Timestamp::from_millisecond(number),
                TimeUnit::MICROS => Timestamp::from_microsecond(number),
                TimeUnit::NANOS => Timestamp::from_nanosecond(number.into()),
            };
            instant.ok().map(|instant| instant.to_string())
        }
        _ => Some(number.to_string()),
    }
}
