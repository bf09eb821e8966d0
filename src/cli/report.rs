//! Lines on standard error. A standard error that is closed is no reason to stop.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use secondhand::types::Failure;

const BAD: Style = AnsiColor::Red.on_default().bold();

/// `error: MESSAGE`.
pub fn error(message: &str) {
    let line = format!("{BAD}error{BAD:#}: {}", one_line(message));
    note(&line);
}

/// `error: FILE:LINE: MESSAGE`.
pub fn failure(failure: &Failure) {
    error(&format!("{}: {}", failure.origin, failure.message));
}

/// A line as it is.
pub fn note(line: &str) {
    let mut stderr = anstream::AutoStream::auto(io::stderr().lock());
    let _ = writeln!(stderr, "{line}");
}

/// The message without anything that would steer the terminal (a file's name may hold it).
fn one_line(message: &str) -> String {
    let plain = |c: char| {
        if c.is_control() && c != '\n' {
            '\u{fffd}'
        } else {
            c
        }
    };
    message.chars().map(plain).collect()
}
