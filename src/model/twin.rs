//! Two tables of the same features side by side: one look-up fetches the rows of both.

use super::store::{Reader, Store, StoreError};
use super::table::Table;

/// The rows of two tables of one size, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Twin<const L: usize> {
    bits: u32,
    /// What a weight of 1 is worth in each.
    steps: [f32; 2],
    rows: Vec<[[i8; L]; 2]>,
}

impl<const L: usize> Twin<L> {
    /// Lays two tables of one size side by side; of two sizes, the rows that both have.
    pub fn of(first: &Table<L>, second: &Table<L>) -> Self {
        let rows = first.rows().iter().zip(second.rows());
        Self {
            bits: first.bits().min(second.bits()),
            steps: [first.step, second.step],
            rows: rows.map(|(a, b)| [*a, *b]).collect(),
        }
    }

    /// The row of a hashed feature.
    #[inline]
    pub fn index(&self, feature: u64) -> u32 {
        (feature >> (64 - self.bits)) as u32
    }

    /// The sums of some rows, by their [`Twin::index`], in units of the weights of each table.
    #[inline]
    pub fn sums(&self, rows: impl Iterator<Item = u32>) -> [[f32; L]; 2] {
        let mut sums = [[0i32; L]; 2];
        for index in rows {
            let [first, second] = self.rows[index as usize & (self.rows.len() - 1)];
            for label in 0..L {
                sums[0][label] += i32::from(first[label]);
                sums[1][label] += i32::from(second[label]);
            }
        }
        std::array::from_fn(|side| sums[side].map(|sum| sum as f32 * self.steps[side]))
    }

    /// Writes the two tables, one after the other.
    pub fn store(&self, out: &mut Store) {
        for side in 0..2 {
            let rows = self.rows.iter().map(|row| row[side]).collect();
            Table::of_rows(self.bits, self.steps[side], rows).store(out);
        }
    }

    /// Reads what [`Twin::store`] wrote.
    ///
    /// # Errors
    ///
    /// Fewer bytes than the tables need, or sizes that no two such tables have.
    pub fn load(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let (first, second) = (Table::load(from)?, Table::load(from)?);
        match first.bits() == second.bits() {
            true => Ok(Self::of(&first, &second)),
            false => Err(StoreError::Size(second.bits())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(bits: u32, weight: f32) -> Table<2> {
        let mut weights = vec![[0.0; 2]; 1 << bits];
        weights[5] = [weight, -weight];
        weights[6] = [weight / 2.0, 0.0];
        Table::quantise(bits, &weights, 0.0)
    }

    fn twin() -> Twin<2> {
        Twin::of(&table(6, 1.0), &table(6, 3.0))
    }

    #[test]
    fn each_table_sums_its_own_rows() {
        let [first, second] = twin().sums([5, 6, 5].into_iter());
        let near = |a: f32, b: f32| (a - b).abs() < 0.05;
        assert!(near(first[0], 2.5) && near(first[1], -2.0), "{first:?}");
        assert!(near(second[0], 7.5) && near(second[1], -6.0), "{second:?}");
    }

    #[test]
    fn stored_and_loaded_it_is_the_same() {
        let mut store = Store::default();
        twin().store(&mut store);
        let bytes = store.into_bytes();
        assert_eq!(Twin::load(&mut Reader::new(&bytes)), Ok(twin()));
        let cut = Twin::<2>::load(&mut Reader::new(&bytes[..bytes.len() - 1]));
        assert_eq!(cut, Err(StoreError::Short));
    }

    #[test]
    fn tables_of_two_sizes_are_no_twins() {
        let mut store = Store::default();
        table(6, 1.0).store(&mut store);
        table(7, 1.0).store(&mut store);
        let bytes = store.into_bytes();
        let loaded = Twin::<2>::load(&mut Reader::new(&bytes));
        assert_eq!(loaded, Err(StoreError::Size(7)));
    }
}
