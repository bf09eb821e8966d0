//! The documents that are in the air: those read and not yet written, in the order in which they were read.

use std::collections::VecDeque;

/// At most so many documents are in the air at once: enough that one long document keeps no thread waiting.
const DOCUMENTS: usize = 256;
/// At most so many bytes of them, one document apart.
const BYTES: u64 = 8 << 20;

/// A bounded window on the documents of a run. Results come in any order and leave in that of the documents.
#[derive(Debug)]
pub(super) struct Window<R> {
    /// The oldest first.
    slots: VecDeque<Slot<R>>,
    /// The number of the oldest.
    first: usize,
    bytes: u64,
}

#[derive(Debug)]
struct Slot<R> {
    bytes: u64,
    result: Option<R>,
}

impl<R> Window<R> {
    /// An empty window.
    pub fn new() -> Self {
        Self {
            slots: VecDeque::with_capacity(DOCUMENTS),
            first: 0,
            bytes: 0,
        }
    }

    /// Whether another document may come in.
    pub fn has_room(&self) -> bool {
        self.slots.len() < DOCUMENTS && self.bytes < BYTES
    }

    /// Whether no document is in the air.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Lets a document of so many bytes in, and gives it a number.
    pub fn admit(&mut self, bytes: u64) -> usize {
        self.bytes += bytes;
        self.slots.push_back(Slot {
            bytes,
            result: None,
        });
        self.first + self.slots.len() - 1
    }

    /// Takes in the result of the document of that number.
    pub fn fill(&mut self, number: usize, result: R) {
        let at = number.checked_sub(self.first);
        if let Some(slot) = at.and_then(|at| self.slots.get_mut(at)) {
            slot.result = Some(result);
        }
    }

    /// The result of the oldest document, where it is there.
    pub fn pop(&mut self) -> Option<R> {
        let result = self.slots.front_mut()?.result.take()?;
        let slot = self.slots.pop_front()?;
        self.bytes -= slot.bytes;
        self.first += 1;
        Some(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_leave_in_the_order_of_their_documents() {
        let mut window = Window::new();
        let numbers: Vec<_> = (0..3).map(|_| window.admit(1)).collect();
        window.fill(numbers[1], "b");
        assert_eq!(window.pop(), None);
        window.fill(numbers[0], "a");
        assert_eq!(
            (window.pop(), window.pop(), window.pop()),
            (Some("a"), Some("b"), None)
        );
        let late = window.admit(1);
        window.fill(late, "d");
        window.fill(numbers[2], "c");
        assert_eq!((window.pop(), window.pop()), (Some("c"), Some("d")));
        assert!(window.is_empty());
    }

    #[test]
    fn documents_and_bytes_are_bounded_and_a_long_document_still_comes_in() {
        let mut window = Window::new();
        assert!(window.has_room());
        let long = window.admit(BYTES * 9);
        assert!(!window.has_room());
        window.fill(long, ());
        window.pop();
        let admitted = std::iter::from_fn(|| window.has_room().then(|| window.admit(1))).count();
        assert_eq!(admitted, DOCUMENTS);
    }
}
