//! The arguments that say what to read, and what they mean.

use std::io::{self, BufReader};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use secondhand::read::{self, Field, Fields, Format, Found, Options, Reader, Shard};

use super::error::CliError;
use super::report;

/// What to read and how.
#[derive(Debug, Clone, Args)]
pub struct InputArgs {
    /// Files (.txt, .md, .html, .jsonl, .csv, .tsv, .parquet, .warc, .wet, each also as .gz or .zst), folders
    /// of them, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The publisher of documents that name none
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// The longest document or line to read, in bytes (K, M and G stand for 1024, 1024² and 1024³)
    #[arg(long, value_name = "BYTES", default_value = "64M", value_parser = bytes)]
    pub max_bytes: u64,
    /// How many times its size a packed file may unpack to
    #[arg(long, value_name = "N", default_value_t = read::DEFAULT_MAX_RATIO, value_parser = clap::value_parser!(u64).range(1..))]
    pub max_ratio: u64,
    /// The format of standard input and of the files named; told by extension and content where left out
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    /// The part of the documents to read: 1/4 is the first of four parts, which together are the whole
    #[arg(
        long,
        value_name = "I/N",
        default_value = "1/1",
        hide_default_value = true
    )]
    pub shard: Shard,
    #[command(flatten)]
    fields: FieldArgs,
}

/// What records call the fields of a document: a key or path (a.b) of JSONL, a column of CSV, TSV and Parquet.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Fields of records")]
pub struct FieldArgs {
    /// The text
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// The id; where a record has none, it is where the record stands
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,
    /// The publisher
    #[arg(long, value_name = "NAME")]
    publisher_field: Option<String>,
    /// The headline
    #[arg(long, value_name = "NAME")]
    title_field: Option<String>,
    /// The address
    #[arg(long, value_name = "NAME")]
    url_field: Option<String>,
    /// The day of publication
    #[arg(long, value_name = "NAME")]
    date_field: Option<String>,
    /// The writer
    #[arg(long, value_name = "NAME")]
    author_field: Option<String>,
}

impl FieldArgs {
    fn fields(&self) -> Fields {
        let named = [
            (Field::Text, &self.text_field),
            (Field::Id, &self.id_field),
            (Field::Publisher, &self.publisher_field),
            (Field::Title, &self.title_field),
            (Field::Url, &self.url_field),
            (Field::Date, &self.date_field),
            (Field::Author, &self.author_field),
        ];
        let named = named
            .into_iter()
            .filter_map(|(field, name)| Some((field, name.as_ref()?)));
        named.fold(Fields::default(), |fields, (field, name)| {
            fields.with(field, name)
        })
    }
}

/// A format, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// One document, plain text or Markdown
    Text,
    /// One document, a web page
    Html,
    /// One document a line
    Jsonl,
    /// One document a row, parted by commas or semicolons
    Csv,
    /// One document a row, parted by tabs
    Tsv,
    /// One document a row of a Parquet file
    Parquet,
    /// Pages of a web archive, or the texts of one (WET)
    Warc,
}

impl From<InputFormat> for Format {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Text => Format::Text,
            InputFormat::Html => Format::Html,
            InputFormat::Jsonl => Format::Jsonl,
            InputFormat::Csv => Format::Csv,
            InputFormat::Tsv => Format::Tsv,
            InputFormat::Parquet => Format::Parquet,
            InputFormat::Warc => Format::Warc,
        }
    }
}

impl InputArgs {
    /// Finds what the arguments mean.
    ///
    /// # Errors
    ///
    /// Where there is nothing to read at all.
    pub fn find(&self) -> Result<Found, CliError> {
        let mut found = read::find(&self.inputs, self.input_format.map(Format::from));
        found.bytes = found.bytes.map(|bytes| bytes / self.shard.of());
        if !found.is_hopeless() {
            return Ok(found);
        }
        for source in &found.sources {
            if let read::Source::Failed(failure) = source {
                report::failure(failure);
            }
        }
        let message = if found.ignored > 0 {
            "no document to read: of .txt, .md, .html, .jsonl, .csv, .tsv, .parquet, .warc and .wet there is none"
        } else {
            "no document to read"
        };
        Err(CliError::Unusable(message.to_owned()))
    }

    /// A reader of what was found.
    pub fn reader(&self, found: Found) -> Reader<'static> {
        let options = Options {
            format: self.input_format.map(Format::from),
            publisher: self.publisher.clone(),
            fields: self.fields.fields(),
            max_bytes: self.max_bytes,
            max_ratio: self.max_ratio,
            shard: self.shard,
        };
        let stdin = BufReader::with_capacity(1 << 16, io::stdin());
        Reader::new(found.sources, &options, stdin)
    }
}

/// A number of bytes: digits, and K, M or G behind them.
pub fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let shift = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        unit => return Err(format!("expected K, M or G, found {unit}")),
    };
    let number: u64 = digits
        .parse()
        .map_err(|_| "expected a number of bytes".to_owned())?;
    match number.checked_mul(1 << shift) {
        Some(bytes) if (1..=u64::from(u32::MAX)).contains(&bytes) => Ok(bytes),
        _ => Err("expected 1 to 4294967295 bytes".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn units() {
        assert_eq!(bytes("12"), Ok(12));
        assert_eq!(bytes("64M"), Ok(64 << 20));
        assert_eq!(bytes("1k"), Ok(1024));
        assert!(bytes("0").is_err() && bytes("4G").is_err() && bytes("x").is_err());
        assert!(bytes("99999999999999999999").is_err() && bytes("1T").is_err());
    }
}
