//! Tells formats and packings apart, by extension and by the first bytes.

use std::path::Path;

/// How a file's bytes are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// One document, plain text or Markdown, taken as it stands.
    Text,
    /// One document, a web page, of which the main text is extracted.
    Html,
    /// One document a line.
    Jsonl,
    /// One document a row, columns named by the first, parted by commas (by semicolons where the first row has only those).
    Csv,
    /// The same, parted by tabs.
    Tsv,
    /// One document a row.
    Parquet,
    /// One document a page that was served well (WARC) or a text made of one (WET).
    Warc,
}

impl Format {
    /// Whether a file of it is just one document.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Format::Text | Format::Html)
    }
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    /// What the extension of a name says.
    pub(super) fn of_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "gz" | "gzip" => Some(Self::Gzip),
            "zst" | "zstd" => Some(Self::Zstd),
            _ => None,
        }
    }

    /// What the first bytes say.
    pub(super) fn of_bytes(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"\x1f\x8b\x08") {
            Some(Self::Gzip)
        } else if head.starts_with(b"\x28\xb5\x2f\xfd") {
            Some(Self::Zstd)
        } else {
            None
        }
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// So many bytes at the start tell a packing or a format apart.
pub(super) const HEAD: usize = 5;

/// The format that an extension stands for, `.gz` or `.zst` behind it or not; none where it stands for no document.
pub(super) fn of_name(path: &Path) -> Option<Format> {
    if Packing::of_name(path).is_some() {
        return of_name(Path::new(path.file_stem()?));
    }
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "txt" | "md" | "markdown" | "text" => Some(Format::Text),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        "csv" => Some(Format::Csv),
        "tsv" | "tab" => Some(Format::Tsv),
        "warc" | "wet" => Some(Format::Warc),
        "parquet" | "pq" => Some(Format::Parquet),
        _ => None,
    }
}

/// The format that the first bytes leave no doubt of.
pub(super) fn of_bytes(head: &[u8]) -> Option<Format> {
    match head {
        b"WARC/" => Some(Format::Warc),
        _ if head.starts_with(b"PAR1") => Some(Format::Parquet),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_format_and_the_packing() {
        for (name, format, packing) in [
            ("a/notes", None, None),
            ("a/b.HTM", Some(Format::Html), None),
            ("a/b.jsonl.gz", Some(Format::Jsonl), Some(Packing::Gzip)),
            ("a/b.tsv.ZST", Some(Format::Tsv), Some(Packing::Zstd)),
            ("a/b.csv.gz.zst", Some(Format::Csv), Some(Packing::Zstd)),
            ("a/b.gz", None, Some(Packing::Gzip)),
        ] {
            let path = Path::new(name);
            assert_eq!(
                (of_name(path), Packing::of_name(path)),
                (format, packing),
                "{name}"
            );
        }
    }
}
