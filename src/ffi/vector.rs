//! Vectors as long as a program likes: where there is no memory for one that is MemoryError, while
//! Rust's own would end the program.

use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;

/// How many bytes small things need that come together, such as a buffer's export and its shape.
const SMALL_ROOM: usize = 4096;

/// An empty vector with room for so many.
///
/// # Errors
/// MemoryError.
pub fn with_room<T>(length: usize) -> PyResult<Vec<T>> {
    let mut vector = Vec::new();
    match vector.try_reserve_exact(length) {
        Ok(()) => Ok(vector),
        Err(_) => Err(no_room(length)),
    }
}

/// All that an iterator gives, which tells how many that are.
///
/// # Errors
/// MemoryError.
pub fn collect<T>(items: impl ExactSizeIterator<Item = T>) -> PyResult<Vec<T>> {
    let mut vector = with_room(items.len())?;
    vector.extend(items);
    Ok(vector)
}

/// Makes sure that there is room for the few small things that come next, which Rust cannot ask for.
///
/// # Errors
/// MemoryError.
pub fn ensure_small_room() -> PyResult<()> {
    // Not to be left out by the compiler, which sees that nobody uses it.
    std::hint::black_box(with_room::<u8>(SMALL_ROOM)?);
    Ok(())
}

/// The exception for so many values that there is no memory for.
#[must_use]
pub fn no_room(length: usize) -> PyErr {
    PyMemoryError::new_err(format!("no memory for {length} values on their way"))
}
