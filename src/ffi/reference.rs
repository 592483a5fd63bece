//! References: JavaScript values that Rust holds, each by one slot of the reference table.

use super::imports;

/// The ownership of one slot of the reference table; dropping it frees the slot.
///
/// Freeing runs no foreign code: JavaScript only empties the slot.
#[derive(Debug)]
pub struct Reference(u32);

impl Reference {
    /// Takes over a slot that JavaScript gave out.
    #[must_use]
    pub const fn adopt(slot: u32) -> Self {
        Self(slot)
    }

    /// The slot, for as long as this lives.
    #[must_use]
    pub const fn slot(&self) -> u32 {
        self.0
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        imports::release(self.0);
    }
}
