//! Deep conversion to JavaScript: `to_js` and `toJs`.
//!
//! Without converters one sequence of records holds all. What a converter is to be asked for is
//! written by its address only; JavaScript calls the converter when it comes to it, and may come
//! back for more. All that is known by its address is kept until the conversion ends.

mod context;
mod convert;
mod converters;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFrozenSet, PyList, PySet, PyTuple};

pub use self::context::Converters;
pub use self::convert::{part_to_js, to_js, to_js_for_js};
pub use self::converters::{run_converter, run_dict_converter};

use super::buffer::{self, Memory};
use super::container;
use super::py_to_js::Outgoing;
use crate::error::ConversionError;
use crate::ffi::object::address;
use crate::ffi::record::{Record, Tag};

include!(concat!(env!("OUT_DIR"), "/deep-option.rs"));

/// How a deep conversion goes about an object.
#[derive(Clone, Copy, Debug)]
pub struct Deep {
    /// How many levels are converted; below 0, all.
    depth: i32,
    /// A set of [`DeepOption`]s.
    options: u32,
    /// Whether the eager converter has been asked for the first value.
    was_eager: bool,
}

impl Deep {
    /// A conversion of so many levels, with a set of [`DeepOption`]s.
    #[must_use]
    pub const fn new(depth: i32, options: u32) -> Self {
        Self {
            depth,
            options,
            was_eager: false,
        }
    }

    const fn has(self, option: DeepOption) -> bool {
        self.options & option as u32 != 0
    }

    /// Whether converters run while JavaScript reads the records.
    #[must_use]
    pub const fn runs_code(self) -> bool {
        self.has(DeepOption::Dict) || self.has(DeepOption::Default) || self.has(DeepOption::Eager)
    }
}

/// Writes what has no value of its own in JavaScript.
///
/// # Errors
/// As [`Outgoing::add`]; ConversionError for what has no conversion where it must not be shared.
pub fn add<'py>(out: &mut Outgoing<'py>, deep: Deep, value: &Bound<'py, PyAny>) -> PyResult<()> {
    let left = match u32::try_from(deep.depth) {
        Ok(depth) => depth
            .saturating_sub(u32::try_from(out.depth())?)
            .cast_signed(),
        Err(_) => -1,
    };
    if left == 0 {
        return share(out, deep, value);
    }
    let was_eager = deep.was_eager && out.is_empty();
    if deep.has(DeepOption::Eager) && !was_eager {
        ask(out, value, left, DeepOption::Eager);
        return Ok(());
    }
    if let Ok(list) = value.cast::<PyList>() {
        container::list_to_js(out, list)
    } else if let Ok(tuple) = value.cast::<PyTuple>() {
        container::tuple_to_js(out, tuple)
    } else if let Ok(dict) = value.cast::<PyDict>() {
        if deep.has(DeepOption::Dict) {
            container::pairs_to_js(out, dict)
        } else {
            container::dict_to_js(out, dict)
        }
    } else if value.is_instance_of::<PySet>() || value.is_instance_of::<PyFrozenSet>() {
        container::set_to_js(out, value)
    } else if buffer::to_js(out, value, Memory::Copied)? {
        Ok(())
    } else if deep.has(DeepOption::Default) {
        ask(out, value, left, DeepOption::Default);
        Ok(())
    } else {
        share(out, deep, value)
    }
}

/// Writes an object that a converter is to be asked for.
fn ask<'py>(out: &mut Outgoing<'py>, value: &Bound<'py, PyAny>, left: i32, option: DeepOption) {
    let is_eager = u32::from(option == DeepOption::Eager);
    let record = Record::pair(Tag::Other, address(value), left.cast_unsigned());
    out.push(record.with_extra(is_eager));
}

/// Writes an object that has no conversion.
fn share<'py>(out: &mut Outgoing<'py>, deep: Deep, value: &Bound<'py, PyAny>) -> PyResult<()> {
    if deep.has(DeepOption::NoProxies) {
        return Err(ConversionError::new_err(format!(
            "no conversion to JavaScript is known for {}, and create_pyproxies is False",
            value.repr()?
        )));
    }
    out.add_shared(value);
    Ok(())
}
