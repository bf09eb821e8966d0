//! Arrow arrays out of rows: a field is said once, with its name, its type and where its values come from.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::types::{Float64Type, UInt8Type, UInt32Type, UInt64Type};
use arrow_array::{
    Array, ArrayRef, ArrowPrimitiveType, BooleanArray, ListArray, PrimitiveArray, StringArray,
    StructArray,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, Field};

/// An array, or why it cannot be made.
pub(super) type Built = Result<ArrayRef, ArrowError>;

/// The name that Parquet gives to what a list holds.
const ITEM: &str = "item";

/// The fields of a struct under way, over rows of which some may be null.
pub(super) struct Columns<'r, T> {
    rows: &'r [Option<T>],
    fields: Vec<Field>,
    arrays: Vec<ArrayRef>,
    wrong: Option<ArrowError>,
}

impl<'r, T: Copy> Columns<'r, T> {
    /// No field yet.
    pub fn over(rows: &'r [Option<T>]) -> Self {
        Self {
            rows,
            fields: Vec::new(),
            arrays: Vec::new(),
            wrong: None,
        }
    }

    /// Text that is always there.
    pub fn text<'v>(self, name: &str, of: impl Fn(T) -> &'v str) -> Self {
        let array = strings(|| self.values(|row| Some(of(row))));
        self.array(name, false, array)
    }

    /// Text that may be null.
    pub fn text_or_null<'v>(self, name: &str, of: impl Fn(T) -> Option<&'v str>) -> Self {
        let array = strings(|| self.values(&of));
        self.array(name, true, array)
    }

    /// Yes or no.
    pub fn truth(self, name: &str, of: impl Fn(T) -> bool) -> Self {
        let array = self.values(|row| Some(of(row))).collect::<BooleanArray>();
        self.array(name, false, array)
    }

    /// A real number.
    pub fn real(self, name: &str, of: impl Fn(T) -> f64) -> Self {
        self.numbers::<Float64Type>(name, false, |row| Some(of(row)))
    }

    /// A real number that may be null.
    pub fn real_or_null(self, name: &str, of: impl Fn(T) -> Option<f64>) -> Self {
        self.numbers::<Float64Type>(name, true, of)
    }

    /// A small whole number.
    pub fn digit(self, name: &str, of: impl Fn(T) -> u8) -> Self {
        self.numbers::<UInt8Type>(name, false, |row| Some(of(row)))
    }

    /// A whole number.
    pub fn whole(self, name: &str, of: impl Fn(T) -> u32) -> Self {
        self.numbers::<UInt32Type>(name, false, |row| Some(of(row)))
    }

    /// A place in a list; a document has fewer than 2³² of anything.
    pub fn index(self, name: &str, of: impl Fn(T) -> usize) -> Self {
        self.whole(name, |row| of(row) as u32)
    }

    /// A place in a list that may be null.
    pub fn index_or_null(self, name: &str, of: impl Fn(T) -> Option<usize>) -> Self {
        self.numbers::<UInt32Type>(name, true, |row| of(row).map(|at| at as u32))
    }

    /// A large whole number that may be null.
    pub fn long_or_null(self, name: &str, of: impl Fn(T) -> Option<u64>) -> Self {
        self.numbers::<UInt64Type>(name, true, of)
    }

    /// A struct.
    pub fn group<C>(
        self,
        name: &str,
        of: impl Fn(T) -> C,
        columns: impl FnOnce(&[Option<C>]) -> Built,
    ) -> Self {
        let inner: Vec<_> = self.values(|row| Some(of(row))).collect();
        self.built(name, false, columns(&inner))
    }

    /// A struct that may be null.
    pub fn group_or_null<C>(
        self,
        name: &str,
        of: impl Fn(T) -> Option<C>,
        columns: impl FnOnce(&[Option<C>]) -> Built,
    ) -> Self {
        let inner: Vec<_> = self.values(of).collect();
        self.built(name, true, columns(&inner))
    }

    /// A list of structs.
    pub fn list<C>(
        self,
        name: &str,
        of: impl Fn(T) -> Vec<C>,
        columns: impl FnOnce(&[Option<C>]) -> Built,
    ) -> Self {
        let lists = self.values(|row| Some(of(row))).collect();
        self.built(name, false, list(lists, columns))
    }

    /// A list of structs that may be null.
    pub fn list_or_null<C>(
        self,
        name: &str,
        of: impl Fn(T) -> Option<Vec<C>>,
        columns: impl FnOnce(&[Option<C>]) -> Built,
    ) -> Self {
        let lists = self.values(of).collect();
        self.built(name, true, list(lists, columns))
    }

    /// The struct.
    pub fn done(self) -> Built {
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        let there: Vec<bool> = self.rows.iter().map(Option::is_some).collect();
        let nulls = there.contains(&false).then(|| there.into());
        let array = StructArray::try_new(self.fields.into(), self.arrays, nulls)?;
        Ok(Arc::new(array))
    }

    fn values<'s, V>(
        &self,
        of: impl Fn(T) -> Option<V> + 's,
    ) -> impl Iterator<Item = Option<V>> + 's
    where
        'r: 's,
        T: 's,
    {
        let rows = self.rows;
        rows.iter().map(move |row| row.and_then(&of))
    }

    fn numbers<N: ArrowPrimitiveType>(
        self,
        name: &str,
        nullable: bool,
        of: impl Fn(T) -> Option<N::Native>,
    ) -> Self {
        let array = PrimitiveArray::<N>::from_iter(self.values(of));
        self.array(name, nullable, array)
    }

    fn array(self, name: &str, nullable: bool, array: impl Array + 'static) -> Self {
        self.built(name, nullable, Ok(Arc::new(array)))
    }

    fn built(mut self, name: &str, nullable: bool, built: Built) -> Self {
        match built {
            Ok(array) => {
                let kind = array.data_type().clone();
                self.fields.push(Field::new(name, kind, nullable));
                self.arrays.push(array);
            }
            Err(wrong) => self.wrong = self.wrong.or(Some(wrong)),
        }
        self
    }
}

/// Text, in as much memory as it needs: one row has a hundred such arrays, and many rows wait at a time.
fn strings<'v, I: Iterator<Item = Option<&'v str>>>(values: impl Fn() -> I) -> StringArray {
    let (rows, bytes) = values().fold((0, 0), |(rows, bytes), text| {
        (rows + 1, bytes + text.map_or(0, str::len))
    });
    let mut array = StringBuilder::with_capacity(rows, bytes);
    array.extend(values());
    array.finish()
}

/// A list for each row, all their items in one array behind them.
fn list<C>(lists: Vec<Option<Vec<C>>>, columns: impl FnOnce(&[Option<C>]) -> Built) -> Built {
    let there: Vec<bool> = lists.iter().map(Option::is_some).collect();
    let nulls = there.contains(&false).then(|| there.into());
    let lengths = lists.iter().map(|list| list.as_ref().map_or(0, Vec::len));
    let offsets = OffsetBuffer::from_lengths(lengths);
    let items: Vec<_> = lists.into_iter().flatten().flatten().map(Some).collect();
    let items = columns(&items)?;
    let item = Arc::new(Field::new(ITEM, items.data_type().clone(), false));
    Ok(Arc::new(ListArray::try_new(item, offsets, items, nulls)?))
}
