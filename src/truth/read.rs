//! Reads tables of claims, of known truths and of hierarchies from CSV; every fault has its file and line.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use csv::StringRecord;
use rustc_hash::FxHashSet;

use super::gold::Gold;
use super::hierarchy::Hierarchy;
use super::kind::ValueKind;
use super::table::{Builder, Table};

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It cannot be opened or read.
    #[error("{}: {error}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The whole of it is at fault.
    #[error("{}: {message}", file.display())]
    Whole {
        /// The file.
        file: PathBuf,
        /// What is wrong and what to do.
        message: String,
    },
    /// One row is at fault.
    #[error("{}:{line}: {message}", file.display())]
    Row {
        /// The file.
        file: PathBuf,
        /// The line on which the row begins, from 1.
        line: u64,
        /// What is wrong.
        message: String,
    },
}

/// The names of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Who claims.
    pub source: String,
    /// Of what.
    pub object: String,
    /// What is claimed; in gold, what is true.
    pub value: String,
}

/// A table with the rows that claim nothing.
#[derive(Debug)]
pub struct Read {
    /// The claims.
    pub table: Table,
    /// Rows without a value.
    pub empty: u64,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            source: "source".to_owned(),
            object: "object".to_owned(),
            value: "value".to_owned(),
        }
    }
}

/// Reads claims; `row` is called after each row with their number so far.
///
/// # Errors
///
/// The file cannot be read, has no such columns, or a row has no source, no object or a value of another kind.
pub fn read(
    file: &Path,
    columns: &Columns,
    kind: &ValueKind,
    mut row: impl FnMut(u64),
) -> Result<Read, ReadError> {
    let names = [&*columns.source, &columns.object, &columns.value];
    let mut builder = Builder::new(kind.clone());
    let (mut empty, mut count) = (0, 0);
    each(file, names, |[source, object, value]| {
        count += 1;
        row(count);
        let missing = [(source, &columns.source), (object, &columns.object)];
        if let Some((_, name)) = missing.iter().find(|(field, _)| field.trim().is_empty()) {
            return Err(format!("the column {name} is empty"));
        }
        let claimed = builder.claim(source, object, value);
        empty += u64::from(!claimed.map_err(|error| error.to_string())?);
        Ok(())
    })?;
    let table = builder.build();
    if table.claims() == 0 {
        return Err(whole(file, "holds no claims"));
    }
    Ok(Read { table, empty })
}

/// Reads known truths.
///
/// # Errors
///
/// As [`read`].
pub fn read_gold(file: &Path, columns: &Columns, kind: &ValueKind) -> Result<Gold, ReadError> {
    let mut gold = Gold::new(kind);
    each(
        file,
        [&columns.object, &columns.value],
        |[object, value]| {
            let added = gold.add(kind, object, value);
            added.map_err(|error| error.to_string())
        },
    )?;
    Ok(gold)
}

/// Reads a hierarchy with the columns id, name and parent.
///
/// # Errors
///
/// The file cannot be read or has no such columns, an id is there twice, or parents lead round in a circle.
pub fn read_hierarchy(file: &Path) -> Result<Hierarchy, ReadError> {
    let mut rows = Vec::new();
    let mut ids = FxHashSet::default();
    each(file, ["id", "name", "parent"], |fields: [&str; 3]| {
        if !ids.insert(fields[0].to_owned()) {
            return Err(format!("the id {} is there twice", fields[0]));
        }
        let [id, name, parent] = fields.map(str::to_owned);
        rows.push([
            id,
            name.split_whitespace().collect::<Vec<_>>().join(" "),
            parent,
        ]);
        Ok(())
    })?;
    let rows = rows
        .iter()
        .map(|[id, name, parent]| (&**id, &**name, &**parent));
    Hierarchy::new(rows).map_err(|error| whole(file, &error.to_string()))
}

/// Calls `use_row` with the named columns of every row.
fn each<const N: usize>(
    file: &Path,
    columns: [&str; N],
    mut use_row: impl FnMut([&str; N]) -> Result<(), String>,
) -> Result<(), ReadError> {
    let mut bytes = open(file)?;
    let late = u64::from(has_returns(&mut *bytes));
    let mut reader = csv::Reader::from_reader(bytes);
    let heads = reader.headers().map_err(|error| fault(file, 0, error))?;
    let places = places(file, heads, columns)?;
    let mut record = StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|error| fault(file, late, error))?
    {
        let fields = places.map(|place| record.get(place).unwrap_or_default());
        use_row(fields).map_err(|message| ReadError::Row {
            file: file.to_owned(),
            line: record.position().map_or(0, csv::Position::line) + late,
            message,
        })?;
    }
    Ok(())
}

fn open(file: &Path) -> Result<Box<dyn BufRead>, ReadError> {
    if file.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let bytes = crate::read::open(file).map_err(|error| ReadError::File {
        file: file.to_owned(),
        error,
    })?;
    Ok(Box::new(bytes))
}

/// Whether lines end in a return and a newline: the CSV reader then has not yet seen the newline when it says where a
/// row begins, and is a line late. A file that cannot be read is told when its head is.
fn has_returns(bytes: &mut dyn BufRead) -> bool {
    let first = bytes.fill_buf().unwrap_or_default();
    let newline = first.iter().position(|&byte| byte == b'\n');
    newline.is_some_and(|at| first[..at].ends_with(b"\r"))
}

/// Where the columns stand.
fn places<const N: usize>(
    file: &Path,
    heads: &StringRecord,
    columns: [&str; N],
) -> Result<[usize; N], ReadError> {
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let found = heads.iter().position(|head| head.trim() == column);
        *place = found.ok_or_else(|| {
            let there: Vec<&str> = heads.iter().collect();
            let there = there.join(", ");
            whole(file, &format!("expected a column {column}, found {there}"))
        })?;
    }
    Ok(places)
}

fn whole(file: &Path, message: &str) -> ReadError {
    ReadError::Whole {
        file: file.to_owned(),
        message: message.to_owned(),
    }
}

/// What the CSV reader says, in its place.
fn fault(file: &Path, late: u64, error: csv::Error) -> ReadError {
    let file = file.to_owned();
    let line = error.position().map(|position| position.line() + late);
    let message = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "is not UTF-8".to_owned(),
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("expected {expected_len} columns, found {len}")
        }
        _ => error.to_string(),
    };
    match (line, error.into_kind()) {
        (_, csv::ErrorKind::Io(error)) => ReadError::File { file, error },
        (Some(line), _) => ReadError::Row {
            file,
            line,
            message,
        },
        (None, _) => ReadError::Whole { file, message },
    }
}
