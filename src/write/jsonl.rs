//! One JSON object a line for each document, scored or failed.

use std::io::{self, Write};

use super::{record, wire};
use crate::types::{Analysis, Failure, Input, Span};

/// What a record holds beyond what it must.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The text of every document, not only of extracted ones.
    pub with_text: bool,
    /// The passages left out as boilerplate.
    pub show_dropped: bool,
}

/// Writes the line of a scored document.
///
/// # Errors
///
/// Where the writer fails.
pub fn record(
    out: &mut impl Write,
    input: &Input,
    analysis: &Analysis,
    options: Options,
) -> io::Result<()> {
    out.write_all(&line(input, analysis, options)?)
}

/// The line of a scored document, with its line break.
///
/// # Errors
///
/// None that is known: bytes in memory take everything.
pub fn line(input: &Input, analysis: &Analysis, options: Options) -> io::Result<Vec<u8>> {
    record::line(input, analysis, options)
}

/// Writes the line of a document that could not be scored.
///
/// # Errors
///
/// Where the writer fails.
pub fn failure(out: &mut impl Write, failure: &Failure) -> io::Result<()> {
    let mut line = Vec::new();
    wire::failure(&mut line, failure)?;
    line.push(b'\n');
    out.write_all(&line)
}

/// The id of a claim: twelve hexadecimal digits of a hash (FNV-1a) of the document's id and the claim's span.
pub fn claim_id(document: &str, span: Span) -> String {
    let ends = [span.start, span.end];
    let ends = ends.iter().flat_map(|end| end.to_le_bytes());
    let bytes = document.bytes().chain([0]).chain(ends);
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:012x}", hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::types::{FailureKind, Origin};
    use serde_json::Value;

    const ALL: Options = Options {
        with_text: true,
        show_dropped: true,
    };

    fn written(options: Options) -> Value {
        let mut out = Vec::new();
        record(&mut out, &sample::input(), &sample::analysis(), options).unwrap();
        assert_eq!(out.iter().filter(|&&byte| byte == b'\n').count(), 1);
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_record() {
        let record = serde_json::to_string_pretty(&written(ALL)).unwrap();
        insta::assert_snapshot!(record);
    }

    #[test]
    fn text_and_dropped_passages_come_where_asked_for() {
        let record = written(Options::default());
        assert!(record.get("text").is_none() && record.get("dropped").is_none());
    }

    #[test]
    fn words_are_those_that_their_spans_name() {
        let record = written(ALL);
        for claim in record["claims"].as_array().unwrap() {
            let end = |at: usize| claim["span"][at].as_u64().unwrap() as usize;
            assert_eq!(claim["text"], sample::TEXT[end(0)..end(1)]);
        }
    }

    #[test]
    fn a_claim_keeps_its_id_and_others_have_others() {
        let id = claim_id("d01", Span::new(3, 9));
        assert_eq!(id, claim_id("d01", Span::new(3, 9)));
        assert!(id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(id, claim_id("d02", Span::new(3, 9)));
        assert_ne!(id, claim_id("d01", Span::new(3, 8)));
    }

    #[test]
    fn an_error_record() {
        let failed = Failure {
            id: None,
            origin: Origin::file("in.jsonl").at_line(7),
            kind: FailureKind::BadRecord,
            message: "\"text\" is missing".into(),
        };
        let mut out = Vec::new();
        failure(&mut out, &failed).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r#"{"id":null,"error":{"kind":"bad_record","file":"in.jsonl","line":7,"message":"\"text\" is missing"}}"#);
    }
}
