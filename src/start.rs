//! Starting a runtime: the interpreter, then the built-in module.

use crate::boundary::enter;
use crate::ffi::area::address_of_records;
use crate::ffi::record::Tag;
use crate::ffi::text::ascii_record;
use crate::ffi::{imports, interpreter};
use crate::handle::state;
use crate::module::_jaspy;
use crate::protocol::call::nothing;
use crate::semantics::Semantics;

/// Initialises CPython so that so many C calls may nest. Gives the tag of what came of it.
pub fn start(c_recursion_limit: u32, semantics: Semantics) -> u32 {
    state::set_semantics(semantics);
    std::panic::set_hook(Box::new(|info| {
        if let Some(place) = info.location() {
            state::set_panic_location(format!("{}:{}", place.file(), place.line()));
        }
    }));
    pyo3::append_to_inittab!(_jaspy);
    if let Err(reason) = interpreter::initialize() {
        // There is no Python yet that could raise.
        let text = format!("CPython cannot be initialised: {reason}");
        imports::deliver_failure(address_of_records(&[ascii_record(&text)]));
        return Tag::Thrown as u32;
    }
    enter(|py| {
        interpreter::set_c_recursion_remaining(py, c_recursion_limit);
        py.import("_jaspy")?;
        Ok(nothing())
    })
}
