//! Reads the vectors that a language model has for words: `vocab.txt`, a word a line, and `model.safetensors`.

use std::io::{Error, ErrorKind};
use std::path::Path;

use serde::Deserialize;

use crate::train::TrainError;

/// The tensor of the vectors.
const TENSOR: &str = "bert.embeddings.word_embeddings.weight";
/// The one kind of number that is read: the upper half of a 32-bit real.
const KIND: &str = "BF16";

/// Where the numbers of a tensor lie, as the header of a safetensors file has it.
#[derive(Deserialize)]
struct Tensor {
    dtype: String,
    shape: [usize; 2],
    data_offsets: [usize; 2],
}

/// Every word of the model in `folder` with its vector, in the order of the vocabulary: the most frequent first.
pub fn read(folder: &Path) -> Result<Vec<(String, Vec<f32>)>, TrainError> {
    let words = folder.join("vocab.txt");
    let words = std::fs::read_to_string(&words).map_err(|e| unreadable(&words, e))?;
    let numbers = folder.join("model.safetensors");
    let bytes = std::fs::read(&numbers).map_err(|e| unreadable(&numbers, e))?;
    let vectors = vectors(&bytes).ok_or_else(|| {
        let message = format!("no tensor {TENSOR} of two dimensions and of {KIND} in it");
        unreadable(&numbers, Error::new(ErrorKind::InvalidData, message))
    })?;
    Ok(words.lines().map(str::to_owned).zip(vectors).collect())
}

fn unreadable(path: &Path, source: Error) -> TrainError {
    TrainError::Read {
        path: path.to_owned(),
        source,
    }
}

/// The rows of the tensor: the file is the length of a header in eight bytes, the header in JSON, and the numbers.
fn vectors(bytes: &[u8]) -> Option<Vec<Vec<f32>>> {
    let (length, rest) = bytes.split_first_chunk()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let (header, numbers) = rest.split_at_checked(length)?;
    let mut header: serde_json::Value = serde_json::from_slice(header).ok()?;
    let tensor: Tensor = serde_json::from_value(header.get_mut(TENSOR)?.take()).ok()?;
    let [start, end] = tensor.data_offsets;
    let numbers = numbers.get(start..end).filter(|_| tensor.dtype == KIND)?;
    let real = |two: &[u8]| {
        f32::from_bits(
            two.iter()
                .rev()
                .fold(0, |all, &byte| all << 8 | u32::from(byte))
                << 16,
        )
    };
    let row = |row: &[u8]| row.chunks_exact(2).map(real).collect();
    Some(
        numbers
            .chunks_exact(2 * tensor.shape[1].max(1))
            .map(row)
            .collect(),
    )
}

/// The product of two vectors. `LANES` sums are added up side by side, which is faster; how many decides the last bits, and with
/// them the bytes of a model.
pub fn dot<const LANES: usize>(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    for (a, b) in a.chunks(LANES).zip(b.chunks(LANES)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(dtype: &str) -> Vec<u8> {
        let header =
            format!(r#"{{"{TENSOR}":{{"dtype":"{dtype}","shape":[2,2],"data_offsets":[2,10]}}}}"#);
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header.bytes());
        bytes.extend([9, 9]);
        let numbers = [1.0f32, -2.0, 0.5, 0.0];
        bytes.extend(
            numbers
                .iter()
                .flat_map(|it| ((it.to_bits() >> 16) as u16).to_le_bytes()),
        );
        bytes
    }

    #[test]
    fn rows_are_read_where_the_header_says_they_lie() {
        assert_eq!(
            vectors(&file("BF16")),
            Some(vec![vec![1.0, -2.0], vec![0.5, 0.0]])
        );
    }

    #[test]
    fn other_numbers_and_files_cut_off_are_refused() {
        assert_eq!(vectors(&file("F64")), None);
        let whole = file("BF16");
        assert_eq!(vectors(&whole[..whole.len() - 1]), None);
        assert_eq!(vectors(&whole[..6]), None);
    }
}
