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

    /// Frees the slots of a method and of the object that it is bound to, which JavaScript has not noted
    /// as those of a JsProxy that converting the same object again gives.
    pub fn free_method(function: Self, receiver: Self) {
        imports::release_method(function.0, receiver.0);
        std::mem::forget((function, receiver));
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
