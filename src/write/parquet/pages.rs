//! Where the pages of a row group wait until it is whole.

use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use parquet::column::page_store::{PageKey, PageStore, PageStoreArgs, PageStoreFactory};
use parquet::errors::{ParquetError, Result};

/// The pages of all columns, one behind the other in one buffer that each row group uses again. Thousands of pages, each a
/// piece of memory of its own, that come and go between what other threads ask for would leave gaps that grow with the run.
#[derive(Debug, Clone, Default)]
pub(super) struct Pages {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Pages {
    /// Makes room for the next row group.
    pub fn clear(&self) {
        locked(&self.bytes).clear();
    }
}

/// Nothing that is done under the lock leaves the bytes half changed.
fn locked(bytes: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    bytes.lock().unwrap_or_else(PoisonError::into_inner)
}

impl PageStoreFactory for Pages {
    fn create(&self, _: &PageStoreArgs<'_>) -> Result<Box<dyn PageStore>> {
        let bytes = Arc::clone(&self.bytes);
        let places = Vec::new();
        Ok(Box::new(Column { bytes, places }))
    }
}

/// The pages of one column.
struct Column {
    bytes: Arc<Mutex<Vec<u8>>>,
    places: Vec<Range<usize>>,
}

impl PageStore for Column {
    fn put(&mut self, page: Bytes) -> Result<PageKey> {
        let mut bytes = locked(&self.bytes);
        let start = bytes.len();
        bytes.extend_from_slice(&page);
        self.places.push(start..bytes.len());
        Ok(PageKey::new(self.places.len() as u64 - 1))
    }

    fn take(&mut self, key: PageKey) -> Result<Bytes> {
        let place = usize::try_from(key.get()).ok();
        let place = place.and_then(|at| self.places.get(at)).cloned();
        let bytes = locked(&self.bytes);
        let page = place.and_then(|place| bytes.get(place));
        page.map(Bytes::copy_from_slice)
            .ok_or_else(|| ParquetError::General("no such page".to_owned()))
    }
}
