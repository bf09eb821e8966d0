//! The arguments that say what to read, and what they mean.

use std::io::{self, BufReader};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use secondhand::read::{self, Format, Found, Options, Reader};

use super::error::CliError;
use super::report;

/// What to read and how.
#[derive(Debug, Clone, Args)]
pub struct InputArgs {
    /// Files (.txt, .md, .html, .jsonl, each also as .gz), folders of them, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The publisher of documents that name none
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// The longest document or line to read, in bytes (K, M and G stand for 1024, 1024² and 1024³)
    #[arg(long, value_name = "BYTES", default_value = "64M", value_parser = bytes)]
    pub max_bytes: u64,
    /// The format of standard input and of the files named; told by extension and content where left out
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
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
}

impl From<InputFormat> for Format {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Text => Format::Text,
            InputFormat::Html => Format::Html,
            InputFormat::Jsonl => Format::Jsonl,
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
        let found = read::find(&self.inputs, self.input_format.map(Format::from));
        if !found.is_hopeless() {
            return Ok(found);
        }
        for source in &found.sources {
            if let read::Source::Failed(failure) = source {
                report::failure(failure);
            }
        }
        let message = if found.ignored > 0 {
            "no document to read: of .txt, .md, .html and .jsonl there is none"
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
            max_bytes: self.max_bytes,
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
