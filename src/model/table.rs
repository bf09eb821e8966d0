//! A table of int8 weights: a row a hashed feature, a column a label.

use super::store::{Reader, Store, StoreError};

/// Weights of `L` labels for `2^bits` hashed features, in steps of `step`.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<const L: usize> {
    bits: u32,
    /// What a weight of 1 is worth.
    pub step: f32,
    rows: Vec<[i8; L]>,
}

impl<const L: usize> Table<L> {
    /// The table of `weights`, `2^bits` rows of them, each rounded to one of 255 steps.
    ///
    /// What lies beyond the largest but a ten-thousandth of the weights is cut off, so that a few large ones do not
    /// cost all others their precision.
    /// Rows whose largest weight is below `least` steps are dropped.
    pub fn quantise(bits: u32, weights: &[[f32; L]], least: f32) -> Self {
        let mut sizes: Vec<f32> = weights
            .iter()
            .flatten()
            .map(|w| w.abs())
            .filter(|w| *w > 0.0)
            .collect();
        sizes.sort_by(f32::total_cmp);
        let top = sizes
            .get(sizes.len().saturating_sub(1 + sizes.len() / 10_000))
            .copied()
            .unwrap_or(1.0);
        let step = top / 127.0;
        let round = |w: f32| (w / step).round().clamp(-127.0, 127.0) as i8;
        Self {
            bits,
            step,
            rows: weights
                .iter()
                .map(|row| {
                    let used = row.iter().any(|w| w.abs() >= least * step);
                    if used { row.map(round) } else { [0; L] }
                })
                .collect(),
        }
    }

    /// A table of these rows, `2^bits` of them.
    pub(super) fn of_rows(bits: u32, step: f32, rows: Vec<[i8; L]>) -> Self {
        Self { bits, step, rows }
    }

    pub(super) fn bits(&self) -> u32 {
        self.bits
    }

    pub(super) fn rows(&self) -> &[[i8; L]] {
        &self.rows
    }

    /// The row of a hashed feature.
    #[inline]
    pub fn index(&self, feature: u64) -> u32 {
        (feature >> (64 - self.bits)) as u32
    }

    /// The weights in a row.
    #[inline]
    pub fn row(&self, index: u32) -> &[i8; L] {
        &self.rows[index as usize & (self.rows.len() - 1)]
    }

    /// The sum of the rows of some features, in steps.
    ///
    /// All rows are fetched before any is added, so that their way from memory overlaps: this is what tagging waits for.
    #[inline]
    pub fn sum<const N: usize>(&self, features: &[u64; N]) -> [i16; L] {
        let mut rows = [[0i8; L]; N];
        for (row, &feature) in rows.iter_mut().zip(features) {
            *row = *self.row(self.index(feature));
        }
        let mut sum = [0i16; L];
        for row in &rows {
            for label in 0..L {
                sum[label] += i16::from(row[label]);
            }
        }
        sum
    }

    /// [`Table::sum`] in units of the weights.
    #[inline]
    pub fn scores<const N: usize>(&self, features: &[u64; N]) -> [f32; L] {
        self.sum(features).map(|sum| f32::from(sum) * self.step)
    }

    /// How many rows hold a weight.
    pub fn used(&self) -> usize {
        self.rows.iter().filter(|row| **row != [0; L]).count()
    }

    /// Writes the rows that hold a weight.
    pub fn store(&self, out: &mut Store) {
        out.number(self.bits);
        out.real(self.step);
        for eight in self.rows.chunks(8) {
            let used = eight
                .iter()
                .enumerate()
                .map(|(i, row)| u8::from(*row != [0; L]) << i);
            out.byte(used.sum());
        }
        for row in self.rows.iter().filter(|row| **row != [0; L]) {
            row.iter().for_each(|w| out.byte(*w as u8));
        }
    }

    /// Reads what [`Table::store`] wrote.
    ///
    /// # Errors
    ///
    /// Fewer bytes than the table needs, or a size no table has.
    pub fn load(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let bits = from.number()?;
        if !(3..=28).contains(&bits) {
            return Err(StoreError::Size(bits));
        }
        let step = from.real()?;
        let used = from.bytes((1usize << bits) / 8)?;
        let mut rows = vec![[0i8; L]; 1 << bits];
        for (i, row) in rows.iter_mut().enumerate() {
            if used[i / 8] & (1 << (i % 8)) != 0 {
                let bytes = from.bytes(L)?;
                row.iter_mut().zip(bytes).for_each(|(w, b)| *w = *b as i8);
            }
        }
        Ok(Self { bits, step, rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_and_loaded_it_is_the_same() {
        let mut weights = vec![[0.0f32; 4]; 64];
        weights[3] = [0.5, -1.0, 0.25, 0.0];
        weights[60] = [0.0, 0.0, 0.0, 0.125];
        let table = Table::quantise(6, &weights, 0.0);
        let mut store = Store::default();
        table.store(&mut store);
        let bytes = store.into_bytes();
        assert_eq!(Table::load(&mut Reader::new(&bytes)), Ok(table));
    }

    #[test]
    fn a_cut_off_file_is_an_error() {
        let table = Table::quantise(6, &[[1.0f32; 4]; 64], 0.0);
        let mut store = Store::default();
        table.store(&mut store);
        let bytes = store.into_bytes();
        let cut = &bytes[..bytes.len() - 1];
        assert_eq!(
            Table::<4>::load(&mut Reader::new(cut)),
            Err(StoreError::Short)
        );
    }
}
