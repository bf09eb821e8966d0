//! The bytes a model is kept in: little-endian numbers, one after the other.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

/// The most bytes that a model unpacks to.
const LARGEST: u64 = 1 << 28;

/// What can be wrong with the bytes of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The bytes end too early.
    #[error("the file ends too early; it was cut off or is no model of this version")]
    Short,
    /// It does not begin as a model of this version does.
    #[error(
        "this is no model of this version of secondhand; train it anew with `secondhand-train`"
    )]
    Magic,
    /// A size that cannot be.
    #[error("a table of 2^{0} rows cannot be; the file is damaged")]
    Size(u32),
}

/// Bytes being written.
#[derive(Debug, Default)]
pub struct Store {
    bytes: Vec<u8>,
}

impl Store {
    /// Adds a byte.
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Adds a whole number.
    pub fn number(&mut self, number: u32) {
        self.bytes.extend(number.to_le_bytes());
    }

    /// Adds a real number.
    pub fn real(&mut self, real: f32) {
        self.bytes.extend(real.to_le_bytes());
    }

    /// Adds bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
    }

    /// What was written, packed (DEFLATE), after `magic` as it is.
    pub fn pack(self, magic: &[u8]) -> Vec<u8> {
        let mut out = DeflateEncoder::new(magic.to_vec(), Compression::best());
        // Writing to memory does not fail.
        let written = out.write_all(&self.bytes);
        written.and_then(|()| out.finish()).unwrap_or_default()
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Bytes being read.
#[derive(Debug)]
pub struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// Reads `bytes` from their start.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next `count` bytes.
    ///
    /// # Errors
    ///
    /// Fewer are left.
    pub fn bytes(&mut self, count: usize) -> Result<&'b [u8], StoreError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(StoreError::Short)?;
        self.rest = rest;
        Ok(taken)
    }

    /// What is left, unpacked.
    ///
    /// # Errors
    ///
    /// It was not packed, or is cut off.
    pub fn unpack(&mut self) -> Result<Vec<u8>, StoreError> {
        let mut out = Vec::new();
        let mut packed = DeflateDecoder::new(self.rest).take(LARGEST);
        packed
            .read_to_end(&mut out)
            .map_err(|_| StoreError::Short)?;
        self.rest = &[];
        Ok(out)
    }

    fn four(&mut self) -> Result<[u8; 4], StoreError> {
        let bytes = self.bytes(4)?;
        bytes.try_into().map_err(|_| StoreError::Short)
    }

    /// The next whole number.
    ///
    /// # Errors
    ///
    /// Fewer than four bytes are left.
    pub fn number(&mut self) -> Result<u32, StoreError> {
        self.four().map(u32::from_le_bytes)
    }

    /// The next real number.
    ///
    /// # Errors
    ///
    /// Fewer than four bytes are left.
    pub fn real(&mut self) -> Result<f32, StoreError> {
        self.four().map(f32::from_le_bytes)
    }

    /// Checks that the next bytes are `magic`.
    ///
    /// # Errors
    ///
    /// They are others.
    pub fn expect(&mut self, magic: &[u8]) -> Result<(), StoreError> {
        match self.bytes(magic.len()) {
            Ok(bytes) if bytes == magic => Ok(()),
            _ => Err(StoreError::Magic),
        }
    }
}
