//! The border: every function that JavaScript can call goes through [`enter`].

use pyo3::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::convert::exception;
use crate::convert::py_to_js::Answer;
use crate::error::panic_error;
use crate::ffi::area;
use crate::ffi::interpreter::{need_stack, with_thread_state};
use crate::ffi::record::Tag;
use crate::handle::state;

/// Runs what an export does and gives the tag of what came of it: a value, an exception, or the
/// exception for a panic.
#[inline(always)]
pub fn enter(action: impl FnOnce(Python<'_>) -> PyResult<Answer>) -> u32 {
    need_stack();
    attached(|py| {
        // All inside, but for panics: only the tag has to leave the part that catches them.
        let caught = catch_unwind(AssertUnwindSafe(|| {
            let answer = action(py).unwrap_or_else(|error| exception::answer(py, error));
            // Last of all: whatever `action` dropped may have run code that used the area.
            tag(answer)
        }));
        let tag =
            caught.unwrap_or_else(|payload| tag(exception::answer(py, panic_error(&*payload))));
        tag as u32
    })
}

/// Runs what needs Python and cannot fail.
#[inline(always)]
pub fn attached<R>(action: impl FnOnce(Python<'_>) -> R) -> R {
    with_thread_state(|| Python::attach(action))
}

#[inline(always)]
fn tag(answer: Answer) -> Tag {
    match answer {
        Answer::Record(record) => {
            area::set_result(record);
            record.tag().unwrap_or(Tag::Undefined)
        }
        Answer::Text(record, text) => {
            area::set_result(record);
            // JavaScript reads it when the export has returned. The one before goes: no code runs.
            drop(state::keep_answer(text));
            record.tag().unwrap_or(Tag::Undefined)
        }
        Answer::Delivered => Tag::Delivered,
        Answer::Thrown => Tag::Thrown,
    }
}

/// Runs what a function of the built-in module does; a panic becomes an exception.
///
/// # Errors
/// What `action` raises, or the exception for its panic.
pub fn from_python<R>(action: impl FnOnce() -> PyResult<R>) -> PyResult<R> {
    catch_unwind(AssertUnwindSafe(action)).unwrap_or_else(|payload| Err(panic_error(&*payload)))
}
