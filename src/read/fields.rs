//! The fields of a document, what records call them, and how the values of a row make a document.

use super::check::{self, Trouble};
use crate::types::{FailureKind, Input, Origin};

/// A field of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Field {
    Id,
    Text,
    Publisher,
    Title,
    Url,
    Date,
    Author,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Id,
        Self::Publisher,
        Self::Title,
        Self::Url,
        Self::Date,
        Self::Author,
    ];

    /// What it is called where nothing else is said.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Text => "text",
            Self::Publisher => "publisher",
            Self::Title => "title",
            Self::Url => "url",
            Self::Date => "date",
            Self::Author => "author",
        }
    }
}

/// What records call the fields of a document. A dot reaches into an object (JSONL) or a struct (Parquet).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    names: [Option<String>; Field::ALL.len()],
}

impl Fields {
    /// The same, with another name for a field.
    pub fn with(mut self, field: Field, name: impl Into<String>) -> Self {
        self.names[field as usize] = Some(name.into());
        self
    }

    /// What records call a field.
    pub fn name(&self, field: Field) -> &str {
        match &self.names[field as usize] {
            Some(name) => name,
            None => field.name(),
        }
    }

    /// Where the columns of a table stand that hold the fields.
    ///
    /// # Errors
    ///
    /// Where a column is missing that has to be there: that of the text, and any that was named.
    pub(super) fn among(&self, columns: &[&str]) -> Result<Places, Trouble> {
        let mut places = Places::default();
        for field in Field::ALL {
            let name = self.name(field);
            let place = columns.iter().position(|column| *column == name);
            if place.is_none() && (field == Field::Text || self.names[field as usize].is_some()) {
                return Err(missing(field, name, columns));
            }
            places.0[field as usize] = place;
        }
        Ok(places)
    }
}

fn missing(field: Field, name: &str, columns: &[&str]) -> Trouble {
    const SHOWN: usize = 12;
    let mut there = columns[..columns.len().min(SHOWN)].join(", ");
    if columns.len() > SHOWN {
        there.push_str(", …");
    }
    let message = format!(
        "there is no column \"{name}\" for the {}; --{0}-field names another of {there}",
        field.name()
    );
    Trouble::new(FailureKind::BadRecord, message)
}

/// Where the columns of a table stand that hold the fields, by field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Places([Option<usize>; Field::ALL.len()]);

impl Places {
    /// The column of a field.
    pub(super) fn of(&self, field: Field) -> Option<usize> {
        self.0[field as usize]
    }
}

/// The values of the fields of one document, by field, as bytes that need not be UTF-8.
#[derive(Debug, Default)]
pub(super) struct Values([Option<Vec<u8>>; Field::ALL.len()]);

impl Values {
    pub(super) fn set(&mut self, field: Field, value: Vec<u8>) {
        self.0[field as usize] = Some(value);
    }

    /// The document they make, or what is wrong and the id where there is one. `names` is for messages.
    pub(super) fn document(
        mut self,
        origin: &Origin,
        names: &Fields,
    ) -> Result<Input, (Option<String>, Trouble)> {
        let id = self
            .take(Field::Id, names)
            .map_err(|trouble| (None, trouble))?;
        let made = self.input(id.clone().unwrap_or_else(|| origin.to_string()), names);
        made.map_err(|trouble| (id, trouble))
    }

    fn input(&mut self, id: String, names: &Fields) -> Result<Input, Trouble> {
        let mut take = |field| self.take(field, names);
        let empty = format!("\"{}\" holds no text", names.name(Field::Text));
        Ok(Input {
            id,
            text: check::not_empty(take(Field::Text)?.unwrap_or_default(), &empty)?,
            publisher: take(Field::Publisher)?,
            title: take(Field::Title)?,
            url: take(Field::Url)?,
            date: take(Field::Date)?,
            author: take(Field::Author)?,
            extracted: false,
        })
    }

    /// A value, unless it is blank.
    fn take(&mut self, field: Field, names: &Fields) -> Result<Option<String>, Trouble> {
        let Some(bytes) = self.0[field as usize].take() else {
            return Ok(None);
        };
        let text = check::text(bytes, &format!("value of \"{}\"", names.name(field)))?;
        Ok(Some(text).filter(|text| !text.trim().is_empty()))
    }
}

/// The first row of a table, shared by its rows.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// What parts the values.
    pub delimiter: u8,
    /// How many columns there are.
    pub width: usize,
    /// Which hold what.
    pub places: Places,
}
