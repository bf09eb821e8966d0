//! A small file that appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes a file beside its place and moves it there when it is whole.
///
/// # Errors
///
/// Those of `write`, and of making and moving the file.
pub fn file<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), E>,
) -> Result<(), E> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let hidden = path.with_file_name(format!(".{name}.tmp"));
    let mut out = BufWriter::new(File::create(&hidden)?);
    write(&mut out)?;
    out.flush()?;
    Ok(fs::rename(&hidden, path)?)
}
