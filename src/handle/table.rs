//! The handle table: values that somebody outside holds by number.

use slotmap::{DefaultKey, Key, KeyData, SlotMap};
use std::collections::TryReserveError;

/// The name of an entry of a [`HandleTable`]: a place, and which of its entries in time.
///
/// A handle whose entry was released is recognised, never mistaken for a newer entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle {
    slot: u32,
    version: u32,
}

impl Handle {
    /// The handle with these two numbers, whether or not it names an entry.
    #[must_use]
    pub const fn new(slot: u32, version: u32) -> Self {
        Self { slot, version }
    }

    /// The place.
    #[must_use]
    pub const fn slot(self) -> u32 {
        self.slot
    }

    /// Which entry in that place.
    #[must_use]
    pub const fn version(self) -> u32 {
        self.version
    }

    fn key(self) -> DefaultKey {
        KeyData::from_ffi(u64::from(self.version) << 32 | u64::from(self.slot)).into()
    }

    #[expect(clippy::cast_possible_truncation, reason = "the two halves are wanted")]
    fn of(key: DefaultKey) -> Self {
        let number = key.data().as_ffi();
        Self::new(number as u32, (number >> 32) as u32)
    }
}

/// Values by handle.
///
/// Dropping a value may run foreign code that comes back here, so a released value is given out
/// and the caller drops it when nothing is borrowed any more.
#[derive(Debug)]
pub struct HandleTable<T> {
    entries: SlotMap<DefaultKey, T>,
}

impl<T> Default for HandleTable<T> {
    fn default() -> Self {
        Self {
            entries: SlotMap::new(),
        }
    }
}

impl<T> HandleTable<T> {
    /// Takes a value in. Whoever gets the handle owns the entry until it releases it.
    pub fn insert(&mut self, value: T) -> Handle {
        Handle::of(self.entries.insert(value))
    }

    /// Makes room for so many values more.
    ///
    /// # Errors
    /// When there is no memory for them.
    pub fn try_reserve(&mut self, count: usize) -> Result<(), TryReserveError> {
        self.entries.try_reserve(count)
    }

    /// The value of a living entry.
    #[must_use]
    pub fn get(&self, handle: Handle) -> Option<&T> {
        self.entries.get(handle.key())
    }

    /// Ends an entry and gives its value out; nothing if it had ended already.
    #[must_use = "dropping the value may run foreign code: do so when nothing is borrowed"]
    pub fn release(&mut self, handle: Handle) -> Option<T> {
        self.entries.remove(handle.key())
    }

    /// How many entries live.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_its_handle() {
        let mut table = HandleTable::default();
        let handle = table.insert("value");

        assert_eq!(table.get(handle), Some(&"value"));
    }

    #[test]
    fn released_handle_is_refused_after_its_slot_is_reused() {
        let mut table = HandleTable::default();
        let first = table.insert("first");
        assert_eq!(table.release(first), Some("first"));
        let second = table.insert("second");

        assert_eq!(first.slot(), second.slot());
        assert_eq!(table.get(first), None);
        assert_eq!(table.release(first), None);
        assert_eq!(table.get(second), Some(&"second"));
    }

    #[test]
    fn a_handle_survives_its_way_as_two_numbers() {
        let mut table = HandleTable::default();
        let handle = table.insert(1);

        assert_eq!(
            table.get(Handle::new(handle.slot(), handle.version())),
            Some(&1)
        );
    }

    #[test]
    fn a_handle_that_never_was_is_refused() {
        let mut table = HandleTable::default();
        table.insert(1);

        assert_eq!(table.get(Handle::new(0, 0)), None);
        assert_eq!(table.get(Handle::new(u32::MAX, u32::MAX)), None);
    }

    #[test]
    fn only_living_entries_count() {
        let mut table = HandleTable::default();
        let handle = table.insert(1);
        table.insert(2);
        assert_eq!(table.release(handle), Some(1));

        assert_eq!(table.len(), 1);
    }

    #[test]
    fn a_million_rounds_need_no_more_room_than_one() {
        let mut table = HandleTable::default();
        let first = table.insert(0);
        assert_eq!(table.release(first), Some(0));
        let room = table.entries.capacity();
        for round in 0..1_000_000 {
            let handle = table.insert(round);
            assert_eq!(table.release(handle), Some(round));
        }

        assert_eq!(table.len(), 0);
        assert_eq!(table.entries.capacity(), room);
    }
}
