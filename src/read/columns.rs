//! Rows of Parquet: one document a row, row group by row group, no more of a column in memory than a page and a batch.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::Options;
use super::cells::Column;
use super::check::Trouble;
use super::fields::{Field, Places, Values};
use super::format::{self, Format, HEAD};
use super::raw::{Body, Raw};
use super::unpack::Bytes;
use crate::types::{FailureKind, Origin};

/// So many rows are decoded in one go. Values are shared with their page, so that it costs little.
const BATCH: usize = 256;

/// More columns than any table has.
const MAX_COLUMNS: usize = 10_000;

/// The rows of a file under way.
pub(super) struct Columns {
    file: PathBuf,
    reader: SerializedFileReader<File>,
    places: Places,
    groups: std::ops::Range<usize>,
    group: Option<Group>,
    row: u64,
    limit: u64,
}

/// A row group under way.
struct Group {
    columns: Vec<(Field, Column)>,
    /// Rows not yet decoded.
    left: u64,
    /// Rows decoded and not yet given.
    ready: usize,
}

/// Puts bytes that cannot be read at will into a file without a name, which is gone with its last reader.
pub(super) fn spool(mut bytes: Bytes<'_>) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut bytes, &mut file)?;
    file.rewind()?;
    Ok(file)
}

/// The file, where it can be read as Parquet in its place: neither packed nor of another format.
pub(super) fn in_place(path: &Path, format: Option<Format>) -> io::Result<Option<File>> {
    // A pipe gives its bytes but once.
    if format.is_some_and(|format| format != Format::Parquet) || !path.is_file() {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    (&mut file).take(HEAD as u64).read_to_end(&mut head)?;
    let is_parquet = format::of_bytes(&head) == Some(Format::Parquet);
    Ok(is_parquet.then_some(file))
}

impl Columns {
    /// The rows of `file`, which is called `name`.
    pub(super) fn open(
        name: PathBuf,
        file: File,
        options: &Options,
    ) -> std::result::Result<Self, Trouble> {
        let reader =
            guarded(|| SerializedFileReader::new(file)).map_err(|error| damaged(&error))?;
        let schema = reader.metadata().file_metadata().schema_descr();
        if schema.num_columns() > MAX_COLUMNS {
            let message = format!("there are more than {MAX_COLUMNS} columns; take some out first");
            return Err(Trouble::new(FailureKind::Limit, message));
        }
        let names: Vec<_> = schema.columns().iter().map(|it| name_of(it)).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let places = options.fields.among(&names)?;
        for field in Field::ALL {
            if let Some(at) = places.of(field) {
                Column::check(&schema.column(at), names[at])?;
            }
        }
        Ok(Self {
            file: name,
            groups: 0..reader.num_row_groups(),
            reader,
            places,
            group: None,
            row: 0,
            limit: options.max_bytes,
        })
    }

    fn begin(&self, at: usize) -> Result<Group> {
        let group = self.reader.get_row_group(at)?;
        let columns = Field::ALL.into_iter().filter_map(|field| {
            let at = self.places.of(field)?;
            Some(column(&*group, at).map(|column| (field, column)))
        });
        Ok(Group {
            columns: columns.collect::<Result<_>>()?,
            left: rows(group.metadata().num_rows()),
            ready: 0,
        })
    }

    /// The next row of the row group under way; none at its end.
    fn next_row(&mut self) -> Result<Option<Raw>> {
        let Some(group) = &mut self.group else {
            return Ok(None);
        };
        if group.ready == 0 && !group.fill()? {
            return Ok(None);
        }
        group.ready -= 1;
        self.row += 1;
        let origin = Origin::file(&self.file).at_record(self.row);
        Ok(Some(match group.values(self.limit) {
            Ok((bytes, values)) => Raw::new(origin, bytes, Body::Values(values)),
            Err(trouble) => Raw::failed(origin, 0, trouble),
        }))
    }

    /// The failure of the rows of a row group that cannot be read; those of the next can.
    fn lost(&mut self, last: u64, error: &ParquetError) -> Raw {
        self.group = None;
        let origin = Origin::file(&self.file).at_record(self.row + 1);
        let mut trouble = damaged(error);
        trouble.message = format!(
            "rows {} to {last} are lost: {}",
            self.row + 1,
            trouble.message
        );
        self.row = last;
        Raw::failed(origin, 0, trouble)
    }

    /// The last row of a row group, counted in the file.
    fn last_of(&self, group: usize) -> u64 {
        let groups = self.reader.metadata().row_groups().iter();
        let rows = groups.take(group + 1).map(|group| rows(group.num_rows()));
        rows.fold(0, u64::saturating_add)
    }
}

impl Iterator for Columns {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        loop {
            match guarded(|| self.next_row()) {
                Ok(Some(raw)) => return Some(raw),
                Ok(None) => {}
                Err(error) => {
                    let last = self.last_of(self.groups.start.saturating_sub(1));
                    return Some(self.lost(last, &error));
                }
            }
            let at = self.groups.next()?;
            match guarded(|| self.begin(at)) {
                Ok(group) => self.group = Some(group),
                Err(error) => {
                    let last = self.last_of(at);
                    return Some(self.lost(last, &error));
                }
            }
        }
    }
}

impl Group {
    /// Decodes a batch of rows; false where there is none left.
    fn fill(&mut self) -> Result<bool> {
        let wanted = BATCH.min(usize::try_from(self.left).unwrap_or(BATCH));
        if wanted == 0 {
            return Ok(false);
        }
        for (_, column) in &mut self.columns {
            column.fill(wanted)?;
        }
        self.left -= wanted as u64;
        self.ready = wanted;
        Ok(true)
    }

    /// The values of the next row and how long they are.
    fn values(&mut self, limit: u64) -> std::result::Result<(u64, Values), Trouble> {
        let cells: Vec<_> = self
            .columns
            .iter_mut()
            .map(|(field, column)| (*field, column.take()))
            .collect();
        let mut values = Values::default();
        let mut length = 0;
        for (field, cell) in cells {
            let Some(bytes) = cell? else { continue };
            length += bytes.len() as u64;
            if length > limit {
                return Err(Trouble::too_long("the row", limit));
            }
            values.set(field, bytes.data().to_vec());
        }
        Ok((length, values))
    }
}

/// What a column is called; lists have no name, as they hold no one value.
fn name_of(column: &ColumnDescriptor) -> String {
    if column.max_rep_level() > 0 {
        return String::new();
    }
    column.path().string()
}

fn column(group: &dyn RowGroupReader, at: usize) -> Result<Column> {
    let descriptor = group.metadata().column(at).column_descr_ptr();
    Ok(Column::new(descriptor, group.get_column_reader(at)?))
}

fn rows(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// The decoder may panic on bytes made to harm; that is no more than damage.
fn guarded<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ParquetError::General("the decoder gave up".to_owned())))
}

fn damaged(error: &ParquetError) -> Trouble {
    let message = format!("the Parquet data are damaged: {error}");
    Trouble::new(FailureKind::Corrupt, message)
}

#[cfg(test)]
#[path = "columns_tests.rs"]
mod tests;
