//! Why a crossing failed: our own reasons, or the other language's exception carried as it is.

use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::{create_exception, exceptions::PyBaseException, exceptions::PyException};
use std::any::Any;

use crate::handle::state;

create_exception!(
    jaspy.ffi,
    ConversionError,
    PyException,
    "A value cannot be converted to the other language."
);
create_exception!(
    jaspy.ffi,
    PanicException,
    PyBaseException,
    "The bridge panicked: a bug in it. Its state is consistent and the runtime goes on."
);

/// Why a crossing failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BridgeError {
    /// A handle was used after its entry had been released.
    #[error("Object has already been destroyed")]
    ReleasedHandle,

    /// The other side sent a record that means nothing here.
    #[error("the tag {0} was not expected here")]
    UnexpectedTag(u32),

    /// Python raised; its exception is carried as it is.
    #[error("{0}")]
    Python(#[from] PyErr),
}

impl From<BridgeError> for PyErr {
    fn from(error: BridgeError) -> Self {
        match error {
            BridgeError::Python(error) => error,
            BridgeError::ReleasedHandle => PyRuntimeError::new_err(error.to_string()),
            BridgeError::UnexpectedTag(_) => PyTypeError::new_err(error.to_string()),
        }
    }
}

/// The exception for a panic that was caught at the border.
pub fn panic_error(payload: &(dyn Any + Send)) -> PyErr {
    let message = payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without a message".to_owned());
    match state::take_panic_location() {
        Some(location) => PanicException::new_err(format!("{message}, at {location}")),
        None => PanicException::new_err(message),
    }
}
