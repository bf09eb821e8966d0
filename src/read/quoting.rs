//! Cuts a table into rows, never holding more than a limit: a row ends where a line does outside quotation marks.

use std::io::{self, BufRead};

use super::check::Trouble;
use super::unpack::Bytes;
use crate::types::FailureKind;

/// A piece of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A row with its line's end.
    Row(Vec<u8>),
    /// A line that begins no row.
    Bad(Trouble),
}

const STRAY: &str = "a quotation mark that closes a value is followed by something else";

/// Where in a row the cutter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the start of a value.
    Start,
    /// In a value without quotation marks.
    Plain,
    /// In a value within them.
    Quoted,
    /// Behind a quotation mark that closes a value, unless another follows.
    Closed,
    /// Behind the carriage return behind that.
    Return,
    /// Behind the end of the row.
    End,
    /// Behind something that has no place there.
    Bad,
}

/// Cuts rows out of bytes.
pub(super) struct Cutter<'a> {
    /// What parts values.
    pub delimiter: u8,
    bytes: Bytes<'a>,
    held: Vec<u8>,
    start: usize,
    line: u64,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(bytes: Bytes<'a>) -> Self {
        Self {
            delimiter: b',',
            bytes,
            held: Vec::new(),
            start: 0,
            line: 1,
        }
    }

    /// The line that is next, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The line that is next, as much of it as the limit allows; it is not used up.
    pub(super) fn first_line(&mut self, limit: u64) -> io::Result<&[u8]> {
        while memchr::memchr(b'\n', self.rest()).is_none()
            && (self.rest().len() as u64) <= limit
            && self.more()?
        {}
        let end = memchr::memchr(b'\n', self.rest()).unwrap_or(self.rest().len());
        Ok(&self.rest()[..end])
    }

    /// The next row with the line on which it begins. Where there is none, only one line is passed over, so that a stray
    /// quotation mark costs no other row.
    pub(super) fn next(&mut self, limit: u64) -> io::Result<Option<(u64, Cut)>> {
        let line = self.line;
        let (mut state, mut at) = (State::Start, 0);
        loop {
            (state, at) = self.scan(state, at);
            let trouble = match state {
                State::End if at as u64 > limit => {
                    self.take(at);
                    return Ok(Some((line, Cut::Bad(Trouble::too_long("the row", limit)))));
                }
                State::End => return Ok(Some((line, Cut::Row(self.take(at))))),
                State::Bad => bad(STRAY),
                _ if at as u64 > limit => Trouble::too_long("the row", limit),
                _ if self.more()? => continue,
                State::Quoted => bad("a quotation mark is never closed"),
                _ if at == 0 => return Ok(None),
                _ => return Ok(Some((line, Cut::Row(self.take(at))))),
            };
            self.pass_line()?;
            return Ok(Some((line, Cut::Bad(trouble))));
        }
    }

    fn rest(&self) -> &[u8] {
        &self.held[self.start..]
    }

    /// Reads on; false at the end.
    fn more(&mut self) -> io::Result<bool> {
        self.held.drain(..self.start);
        self.start = 0;
        let chunk = loop {
            match self.bytes.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                chunk => break chunk?,
            }
        };
        let length = chunk.len();
        self.held.extend_from_slice(chunk);
        self.bytes.consume(length);
        Ok(length > 0)
    }

    /// Uses up so many bytes.
    fn take(&mut self, length: usize) -> Vec<u8> {
        let taken = self.rest()[..length].to_vec();
        self.line += memchr::memchr_iter(b'\n', &taken).count() as u64;
        self.start += length;
        taken
    }

    /// Uses up a line.
    fn pass_line(&mut self) -> io::Result<()> {
        loop {
            match memchr::memchr(b'\n', self.rest()) {
                Some(end) => self.start += end + 1,
                None => {
                    self.start = self.held.len();
                    if self.more()? {
                        continue;
                    }
                }
            }
            self.line += 1;
            return Ok(());
        }
    }

    /// Reads the row on from `at` to its end, to what is wrong, or as far as there are bytes.
    fn scan(&self, mut state: State, mut at: usize) -> (State, usize) {
        let rest = self.rest();
        while at < rest.len() && !matches!(state, State::End | State::Bad) {
            let skipped = match state {
                State::Plain => memchr::memchr2(self.delimiter, b'\n', &rest[at..]),
                State::Quoted => memchr::memchr(b'"', &rest[at..]),
                _ => Some(0),
            };
            let Some(skipped) = skipped else {
                return (state, rest.len());
            };
            state = self.step(state, rest[at + skipped]);
            at += skipped + 1;
        }
        (state, at)
    }

    fn step(&self, state: State, byte: u8) -> State {
        match (state, byte) {
            (State::Quoted, _) => State::Closed,
            (State::Start | State::Closed, b'"') => State::Quoted,
            (_, b'\n') => State::End,
            (State::Return, _) => State::Bad,
            (_, byte) if byte == self.delimiter => State::Start,
            (State::Closed, b'\r') => State::Return,
            (State::Closed, _) => State::Bad,
            _ => State::Plain,
        }
    }
}

fn bad(message: &str) -> Trouble {
    Trouble::new(FailureKind::BadRecord, message)
}
