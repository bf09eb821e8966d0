//! The form of a file of results: its format, and how it is packed. Told by the file's name.

use std::path::Path;

/// A format of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a document, one a line.
    Jsonl,
    /// A table, one row a claim.
    Csv,
    /// Typed nested columns, one row a document.
    Parquet,
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    None,
    /// Gzip (RFC 1952), one member after the other.
    Gzip,
    /// Zstandard (RFC 8878), one frame after the other.
    Zstd,
}

impl Packing {
    /// What a file's name says, and the name without it.
    pub fn of(path: &Path) -> (Self, &Path) {
        let packing = match extension(path).as_str() {
            "gz" => Self::Gzip,
            "zst" => Self::Zstd,
            _ => return (Self::None, path),
        };
        (packing, path.file_stem().map_or(path, Path::new))
    }
}

impl Format {
    /// What a file's name says; none where it says nothing of a format.
    pub fn of(path: &Path) -> Option<Self> {
        match extension(Packing::of(path).1).as_str() {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

fn extension(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default();
    extension.to_string_lossy().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_format_and_packing() {
        let told = [
            ("a/b.jsonl", Some(Format::Jsonl), Packing::None),
            ("b.NDJSON.GZ", Some(Format::Jsonl), Packing::Gzip),
            ("b.csv.zst", Some(Format::Csv), Packing::Zstd),
            ("b.parquet", Some(Format::Parquet), Packing::None),
            ("csv", None, Packing::None),
            ("b.gz", None, Packing::Gzip),
            ("b.json", None, Packing::None),
        ];
        for (name, format, packing) in told {
            let path = Path::new(name);
            assert_eq!(
                (Format::of(path), Packing::of(path).0),
                (format, packing),
                "{name}"
            );
        }
    }
}
