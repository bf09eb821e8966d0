//! A table of int16 weights: for models in which a few weights are a thousand times as large as most, and both count.

use super::store::{Reader, Store, StoreError};

/// Weights of `L` labels for `2^bits` hashed features, in steps of `step`.
#[derive(Debug, Clone, PartialEq)]
pub struct Wide<const L: usize> {
    bits: u32,
    /// What a weight of 1 is worth.
    pub step: f32,
    rows: Vec<[i16; L]>,
}

impl<const L: usize> Wide<L> {
    /// The table of `weights`, `2^bits` rows of them, each rounded; the largest is 32767 steps.
    pub fn quantise(bits: u32, weights: &[[f32; L]]) -> Self {
        let top = weights
            .iter()
            .flatten()
            .fold(0.0f32, |top, w| top.max(w.abs()));
        let step = if top > 0.0 {
            top / f32::from(i16::MAX)
        } else {
            1.0
        };
        let round = |w: f32| (w / step).round() as i16;
        Self {
            bits,
            step,
            rows: weights.iter().map(|row| row.map(round)).collect(),
        }
    }

    /// The row of a hashed feature.
    pub fn index(&self, feature: u64) -> u32 {
        (feature >> (64 - self.bits)) as u32
    }

    /// The weights in a row.
    pub fn row(&self, index: u32) -> &[i16; L] {
        &self.rows[index as usize & (self.rows.len() - 1)]
    }

    /// Writes the rows that hold a weight, each after how many are skipped.
    pub fn store(&self, out: &mut Store) {
        let used = || {
            self.rows
                .iter()
                .enumerate()
                .filter(|(_, row)| **row != [0; L])
        };
        out.number(self.bits);
        out.real(self.step);
        out.number(used().count() as u32);
        let mut next = 0;
        for (at, row) in used() {
            out.number((at - next) as u32);
            row.iter().for_each(|w| out.raw(&w.to_le_bytes()));
            next = at + 1;
        }
    }

    /// Reads what [`Wide::store`] wrote.
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
        let mut rows = vec![[0i16; L]; 1 << bits];
        let mut rest = rows.iter_mut();
        for _ in 0..from.number()? {
            let skipped = from.number()? as usize;
            let row = rest.nth(skipped).ok_or(StoreError::Size(bits))?;
            for (w, two) in row.iter_mut().zip(from.bytes(2 * L)?.chunks_exact(2)) {
                *w = i16::from_le_bytes([two[0], two[1]]);
            }
        }
        Ok(Self { bits, step, rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_and_small_weights_are_both_kept_and_stored() {
        let mut weights = vec![[0.0f32; 2]; 64];
        weights[3] = [5.0, -0.002];
        weights[60] = [0.0, 0.003];
        let table = Wide::quantise(6, &weights);
        let small = f32::from(table.row(60)[1]) * table.step;
        assert!((small - 0.003).abs() < 1e-4);
        let mut store = Store::default();
        table.store(&mut store);
        let bytes = store.into_bytes();
        assert_eq!(Wide::load(&mut Reader::new(&bytes)), Ok(table));
        let cut = Wide::<2>::load(&mut Reader::new(&bytes[..bytes.len() - 1]));
        assert_eq!(cut, Err(StoreError::Short));
    }
}
