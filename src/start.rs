//! Starting a runtime: the interpreter, then the built-in module.

use crate::boundary::enter;
use crate::ffi::interpreter;
use crate::handle::state;
use crate::module::_jaspy;
use crate::protocol::call::nothing;

/// Initialises CPython so that so many C calls may nest. Gives the tag of what came of it.
///
/// # Panics
/// Where CPython cannot be initialised: there is no Python yet that could raise, and the runtime
/// is of no use.
pub fn start(c_recursion_limit: u32) -> u32 {
    std::panic::set_hook(Box::new(|info| {
        if let Some(place) = info.location() {
            state::set_panic_location(format!("{}:{}", place.file(), place.line()));
        }
    }));
    pyo3::append_to_inittab!(_jaspy);
    if let Err(reason) = interpreter::initialize() {
        panic!("CPython cannot be initialised: {reason}");
    }
    enter(|py| {
        interpreter::set_c_recursion_remaining(py, c_recursion_limit);
        py.import("_jaspy")?;
        Ok(nothing())
    })
}
