//! Opens files, unpacks gzip and zstd, and stops what unpacks without end.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;

use super::DEFAULT_MAX_RATIO;
use super::format::{HEAD, Packing};

/// A stream of bytes under way.
pub(super) type Bytes<'a> = Box<dyn BufRead + Send + 'a>;

const BUFFER: usize = 1 << 16;

/// So much may come out of however little: a small file is no danger.
const FREE: u64 = 16 << 20;

/// Packed twice over is a mistake that happens; more is meant to harm.
const MAX_LAYERS: usize = 2;

/// Why packed bytes cannot be had.
#[derive(Debug, thiserror::Error)]
pub(super) enum PackError {
    /// A bomb.
    #[error("unpacks to more than {0} times its size; --max-ratio raises the limit")]
    Ratio(u64),
    /// An onion.
    #[error("is packed more than {MAX_LAYERS} times over; unpack it first")]
    Layers,
    /// The name is wrong.
    #[error("the name says {0}, the bytes do not; give the file its right name")]
    Name(&'static str),
    /// The bytes are wrong.
    #[error("the {0} data are damaged or cut short: {1}")]
    Damaged(&'static str, io::Error),
}

/// The file's bytes, unpacked where they are packed.
pub(crate) fn open(path: &Path) -> io::Result<Bytes<'static>> {
    open_within(path, DEFAULT_MAX_RATIO)
}

/// The same, with a limit on the ratio of unpacked to packed bytes.
pub(super) fn open_within(path: &Path, ratio: u64) -> io::Result<Bytes<'static>> {
    let file = File::open(path)?;
    unpack(file, Packing::of_name(path), ratio)
}

/// What `packed` gives when it is unpacked; `said` is the packing that its name tells.
pub(super) fn unpack<'a>(
    packed: impl Read + Send + 'a,
    said: Option<Packing>,
    ratio: u64,
) -> io::Result<Bytes<'a>> {
    let count = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        inner: packed,
        count: Arc::clone(&count),
    };
    let mut bytes: Bytes<'a> = Box::new(BufReader::with_capacity(BUFFER, counted));
    for layer in 0.. {
        let head;
        (head, bytes) = peek(bytes)?;
        let Some(packing) = Packing::of_bytes(&head) else {
            return match said.filter(|_| layer == 0) {
                Some(said) => Err(io::Error::other(PackError::Name(said.name()))),
                None => Ok(bytes),
            };
        };
        if layer == MAX_LAYERS {
            break;
        }
        bytes = Box::new(BufReader::with_capacity(
            BUFFER,
            Guarded::new(packing, bytes, Arc::clone(&count), ratio)?,
        ));
    }
    Err(io::Error::other(PackError::Layers))
}

/// The first bytes, and the stream as it was.
pub(super) fn peek(mut bytes: Bytes<'_>) -> io::Result<(Vec<u8>, Bytes<'_>)> {
    let buffered = bytes.fill_buf()?;
    if buffered.len() >= HEAD {
        return Ok((buffered[..HEAD].to_vec(), bytes));
    }
    let mut head = Vec::with_capacity(HEAD);
    (&mut bytes).take(HEAD as u64).read_to_end(&mut head)?;
    let whole = Cursor::new(head.clone()).chain(bytes);
    Ok((head, Box::new(whole)))
}

/// Counts what is read of a file.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Unpacks, as long as it is not too much for what was read of the file.
struct Guarded<'a> {
    decoder: Box<dyn Read + Send + 'a>,
    packing: Packing,
    packed: Arc<AtomicU64>,
    unpacked: u64,
    ratio: u64,
}

impl<'a> Guarded<'a> {
    fn new(
        packing: Packing,
        bytes: Bytes<'a>,
        packed: Arc<AtomicU64>,
        ratio: u64,
    ) -> io::Result<Self> {
        let decoder: Box<dyn Read + Send + 'a> = match packing {
            Packing::Gzip => Box::new(MultiGzDecoder::new(bytes)),
            Packing::Zstd => Box::new(zstd::Decoder::with_buffer(bytes)?),
        };
        Ok(Self {
            decoder,
            packing,
            packed,
            unpacked: 0,
            ratio,
        })
    }
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer).map_err(|error| {
            if error.raw_os_error().is_some()
                || error.kind() == io::ErrorKind::Interrupted
                || error.get_ref().is_some_and(|it| it.is::<PackError>())
            {
                return error;
            }
            io::Error::other(PackError::Damaged(self.packing.name(), error))
        })?;
        self.unpacked += read as u64;
        let allowed = self
            .packed
            .load(Ordering::Relaxed)
            .saturating_mul(self.ratio);
        if self.unpacked > allowed.max(FREE) {
            return Err(io::Error::other(PackError::Ratio(self.ratio)));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 1).unwrap()
    }

    fn unpacked(packed: &[u8], said: Option<Packing>) -> Result<Vec<u8>, String> {
        let mut all = Vec::new();
        unpack(packed, said, 100)
            .and_then(|mut bytes| bytes.read_to_end(&mut all))
            .map_err(|error| error.to_string())?;
        Ok(all)
    }

    #[test]
    fn the_first_bytes_tell_what_is_packed() {
        let text = b"Three ships left the harbour.".to_vec();
        for packed in [
            text.clone(),
            gzip(&text),
            zstd(&text),
            gzip(&zstd(&text)),
            [gzip(&text[..9]), gzip(&text[9..])].concat(),
            [zstd(&text[..9]), zstd(&text[9..])].concat(),
        ] {
            assert_eq!(unpacked(&packed, None), Ok(text.clone()));
        }
        assert_eq!(unpacked(b"", None), Ok(Vec::new()));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let long: Vec<u8> = (0..90_000_u32).flat_map(u32::to_le_bytes).collect();
        let cut = |mut packed: Vec<u8>| packed.drain(..packed.len() / 2).collect::<Vec<_>>();
        for (packed, said, want) in [
            (b"plain".to_vec(), Some(Packing::Gzip), "the name says gzip"),
            (
                cut(gzip(&long)),
                None,
                "the gzip data are damaged or cut short",
            ),
            (
                cut(zstd(&long)),
                None,
                "the zstd data are damaged or cut short",
            ),
            (
                gzip(&gzip(&gzip(b"x"))),
                None,
                "packed more than 2 times over",
            ),
            (
                gzip(&vec![0; 32 << 20]),
                None,
                "more than 100 times its size; --max-ratio",
            ),
            (
                zstd(&vec![0; 32 << 20]),
                None,
                "more than 100 times its size; --max-ratio",
            ),
            (
                gzip(&zstd(&vec![0; 32 << 20])),
                None,
                "more than 100 times its size",
            ),
        ] {
            let message = unpacked(&packed, said).unwrap_err();
            assert!(message.contains(want), "{message}");
        }
    }

    #[test]
    fn a_damaged_byte_is_found() {
        let mut packed = gzip(b"Three ships left the harbour.");
        let middle = packed.len() / 2;
        packed[middle] ^= 0xff;
        assert!(unpacked(&packed, None).unwrap_err().contains("damaged"));
    }
}
