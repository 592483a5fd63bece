//! A cell for the state of the bridge, which outlives whatever passes by who borrowed it.

use std::cell::{Cell, UnsafeCell};

/// Proof that a JavaScript exception has passed by all that ran since an entry into Rust.
///
/// [`heal`](super::interpreter::heal) gives it to what it calls.
#[derive(Debug)]
pub struct Unwound(pub(super) ());

/// What a `RefCell` is, but that a borrow can be ended whose frames are gone.
///
/// The engine's RangeError at the end of the stack, in a function that the borrower called or as it
/// made the memory grow, runs no code of Rust's frames: a `RefCell` would stay borrowed for ever.
#[derive(Debug, Default)]
pub struct StateCell<T> {
    is_borrowed: Cell<bool>,
    value: UnsafeCell<T>,
}

impl<T> StateCell<T> {
    /// Borrows the value for as long as `action` takes.
    ///
    /// # Panics
    /// When it is borrowed already.
    pub fn with_borrow_mut<R>(&self, action: impl FnOnce(&mut T) -> R) -> R {
        let borrow = Borrow::of(&self.is_borrowed);
        // SAFETY: this is the only reference: the flag was down, and stays up until `action` has
        // returned, or all that it could return to is gone.
        let result = action(unsafe { &mut *self.value.get() });
        drop(borrow);
        result
    }

    /// Ends a borrow whose frames an exception has passed by.
    ///
    /// A frame that is left cannot have it: it has called JavaScript, which called the entry, and
    /// nobody calls JavaScript with the value borrowed.
    pub fn recover(&self, _: &Unwound) {
        self.is_borrowed.set(false);
    }
}

/// A borrow, which ends when this is dropped.
struct Borrow<'a>(&'a Cell<bool>);

impl<'a> Borrow<'a> {
    fn of(flag: &'a Cell<bool>) -> Self {
        assert!(!flag.replace(true), "the state is borrowed already");
        Self(flag)
    }
}

impl Drop for Borrow<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn a_borrow_ends_with_its_action_also_by_a_panic() {
        let cell = StateCell::<u32>::default();
        let panicking = AssertUnwindSafe(|| cell.with_borrow_mut(|_| panic!("on purpose")));
        assert!(catch_unwind(panicking).is_err());
        cell.with_borrow_mut(|value| *value += 1);

        assert_eq!(cell.with_borrow_mut(|value| *value), 1);
    }

    #[test]
    #[should_panic(expected = "borrowed already")]
    fn a_second_borrow_is_refused() {
        let cell = StateCell::<u32>::default();
        cell.with_borrow_mut(|_| cell.with_borrow_mut(|_| ()));
    }

    #[test]
    fn a_borrow_that_nobody_can_end_is_ended() {
        let cell = StateCell::<u32>::default();
        std::mem::forget(Borrow::of(&cell.is_borrowed));
        cell.recover(&Unwound(()));

        assert_eq!(cell.with_borrow_mut(|value| *value), 0);
    }
}
