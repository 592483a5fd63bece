//! JSON-like views: Python's mappings and sequences as JavaScript's Objects and Arrays, alive.

use pyo3::prelude::*;

use super::py_to_js::{Answer, Outgoing, deliver_records};
use crate::ffi::record::{Record, Tag};
use crate::ffi::type_slots::TypeSlots;
use crate::proxy::js_proxy;

/// How the containers among values reach JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As in every other conversion.
    Value,
    /// Mappings and sequences as JSON-like views, None as `null`.
    Json,
}

impl Form {
    /// The form that JavaScript names by a number.
    #[must_use]
    pub const fn from_code(code: u32) -> Self {
        match code {
            0 => Self::Value,
            _ => Self::Json,
        }
    }
}

/// Answers the caller of an export with a value.
///
/// # Errors
/// As [`Outgoing::add`].
pub fn answer_as(value: &Bound<'_, PyAny>, form: Form) -> PyResult<Answer> {
    match form {
        Form::Value => super::py_to_js::answer(value),
        Form::Json => {
            let mut outgoing = Outgoing::default();
            add(&mut outgoing, value, form)?;
            deliver_records(value.py(), outgoing)
        }
    }
}

/// Answers the caller of an export with an Array of values, whichever the semantics.
///
/// # Errors
/// As [`Outgoing::add`].
pub fn answer_array<'py>(
    py: Python<'py>,
    values: &[Bound<'py, PyAny>],
    form: Form,
) -> PyResult<Answer> {
    let mut outgoing = Outgoing::default();
    outgoing.open_array(u32::try_from(values.len())?);
    for value in values {
        add(&mut outgoing, value, form)?;
    }
    deliver_records(py, outgoing)
}

fn add<'py>(out: &mut Outgoing<'py>, value: &Bound<'py, PyAny>, form: Form) -> PyResult<()> {
    match form {
        Form::Json if value.is_none() => out.push(Record::new(Tag::Null)),
        Form::Json if is_container(value) => out.add_json_view(value),
        _ => out.add(value)?,
    }
    Ok(())
}

/// Whether a JSON-like view shows an object. Looks at its class only.
fn is_container(value: &Bound<'_, PyAny>) -> bool {
    let slots = TypeSlots::of(value);
    (slots.is_mapping() || slots.is_sequence()) && js_proxy::of(value.as_borrowed()).is_none()
}
