//! The list of what JavaScript can call. `js/src/wasm-exports.ts` says the same in TypeScript.
//!
//! All arguments and results are numbers: no export returns a reference, for V8 in Node 20 and 22
//! aborts when it deoptimises a caller into which such a call was inlined.

use wasm_bindgen::prelude::*;

use crate::boundary::{attached, enter};
use crate::convert::deep_to_js::{self, Deep};
use crate::convert::json::Form;
use crate::convert::{deep_to_py, exception};
use crate::ffi::{area, interpreter};
use crate::handle::{Handle, state};
use crate::protocol::{
    async_generate, attribute, awaitable, call, compare, find, generate, item, json, manage,
    promise, py_buffer, sequence,
};
use crate::proxy::py_proxy;
use crate::semantics::Semantics;
use crate::start;

/// Address of the area's layout.
#[wasm_bindgen]
pub fn py_area() -> u32 {
    area::layout()
}

/// Initialises CPython so that so many C calls may nest, to follow the semantics of a number.
#[wasm_bindgen]
pub fn py_start(c_recursion_limit: u32, semantics: u32) -> u32 {
    start::start(c_recursion_limit, Semantics::from_code(semantics))
}

/// Imports the module whose name is in the first record.
#[wasm_bindgen]
pub fn py_import() -> u32 {
    enter(manage::import)
}

/// Puts the object at an address into the handle table.
#[wasm_bindgen]
pub fn py_hold(address: u32) {
    attached(|py| py_proxy::hold(py, address));
}

/// Ends an entry of the handle table.
#[wasm_bindgen]
pub fn py_release(slot: u32, version: u32) -> u32 {
    enter(|py| manage::release(py, Handle::new(slot, version)))
}

/// Ends the keeping of a buffer.
#[wasm_bindgen]
pub fn py_release_view(slot: u32, version: u32) -> u32 {
    enter(|py| manage::release_view(py, Handle::new(slot, version)))
}

/// Room for so many records.
#[wasm_bindgen]
pub fn py_reserve(count: u32) -> u32 {
    area::reserve(count)
}

/// Gives room for records back.
#[wasm_bindgen]
pub fn py_unreserve(address: u32, count: u32) {
    area::unreserve(address, count);
}

/// Remembers the name in the first record; its number is the result.
#[wasm_bindgen]
pub fn py_intern() -> u32 {
    enter(attribute::intern)
}

/// Forgets all names.
#[wasm_bindgen]
pub fn py_forget_names() {
    attached(|_| attribute::forget_names());
}

/// `object.name`.
#[wasm_bindgen]
pub fn py_get_attribute(slot: u32, version: u32, name: u32) -> u32 {
    enter(|py| attribute::get_attribute(py, Handle::new(slot, version), name))
}

/// `object.name`, unless that is still the object of the second handle.
#[wasm_bindgen]
pub fn py_get_attribute_again(
    slot: u32,
    version: u32,
    name: u32,
    child_slot: u32,
    child_version: u32,
) -> u32 {
    let child = Handle::new(child_slot, child_version);
    enter(|py| attribute::get_attribute_again(py, Handle::new(slot, version), name, child))
}

/// `object.name = value`, with the value in the first record.
#[wasm_bindgen]
pub fn py_set_attribute(slot: u32, version: u32, name: u32) -> u32 {
    enter(|py| attribute::set_attribute(py, Handle::new(slot, version), name))
}

/// `del object.name`.
#[wasm_bindgen]
pub fn py_delete_attribute(slot: u32, version: u32, name: u32) -> u32 {
    enter(|py| attribute::delete_attribute(py, Handle::new(slot, version), name))
}

/// `hasattr(object, name)`.
#[wasm_bindgen]
pub fn py_has_attribute(slot: u32, version: u32, name: u32) -> u32 {
    enter(|py| attribute::has_attribute(py, Handle::new(slot, version), name))
}

/// `dir(object)`.
#[wasm_bindgen]
pub fn py_dir(slot: u32, version: u32) -> u32 {
    enter(|py| attribute::dir(py, Handle::new(slot, version)))
}

/// `object(*args)`, with so many arguments in the records at an address.
#[wasm_bindgen]
pub fn py_call(slot: u32, version: u32, count: u32, address: u32) -> u32 {
    enter(|py| call::call_object(py, Handle::new(slot, version), count, address))
}

/// Copies an object so many levels deep by the conversion of a slot.
#[wasm_bindgen]
pub fn py_to_js(slot: u32, version: u32, depth: i32, options: u32, conversion: u32) -> u32 {
    let deep = Deep::new(depth, options);
    enter(|py| deep_to_js::to_js_for_js(py, Handle::new(slot, version), deep, conversion))
}

/// Copies a part of an object for a converter, which the eager one may have seen.
#[wasm_bindgen]
pub fn py_to_js_part(
    context: u32,
    context_version: u32,
    slot: u32,
    version: u32,
    depth: i32,
    was_eager: u32,
) -> u32 {
    let context = Handle::new(context, context_version);
    let part = Handle::new(slot, version);
    enter(|py| deep_to_js::part_to_js(py, context, part, depth, was_eager != 0))
}

/// Runs a converter of a conversion for the object at an address, with so many levels left.
#[wasm_bindgen]
pub fn py_run_converter(slot: u32, version: u32, which: u32, address: u32, depth: i32) -> u32 {
    enter(|py| deep_to_js::run_converter(py, Handle::new(slot, version), which, address, depth))
}

/// Runs the converter of dicts of a conversion for the pairs in the first record.
#[wasm_bindgen]
pub fn py_run_dict_converter(slot: u32, version: u32) -> u32 {
    enter(|py| deep_to_js::run_dict_converter(py, Handle::new(slot, version)))
}

/// The value in the first record, converted so many levels deep, with the converter in the second.
#[wasm_bindgen]
pub fn py_to_py(depth: i32) -> u32 {
    enter(|py| deep_to_py::to_py_for_js(py, depth))
}

/// `object(*args, **kwargs)`, with so many arguments, so many values and as many names in the
/// records at an address; relaxed, without those that the object has no parameters for.
#[wasm_bindgen]
pub fn py_call_with(
    slot: u32,
    version: u32,
    count: u32,
    named: u32,
    relaxed: u32,
    address: u32,
) -> u32 {
    enter(|py| {
        let handle = Handle::new(slot, version);
        call::call_with(py, handle, [count, named], relaxed != 0, address)
    })
}

/// Exports the buffer of an object.
#[wasm_bindgen]
pub fn py_get_buffer(slot: u32, version: u32) -> u32 {
    enter(|py| py_buffer::get_buffer(py, Handle::new(slot, version)))
}

/// `object[key]`, with the key in the first record.
#[wasm_bindgen]
pub fn py_get_item(slot: u32, version: u32) -> u32 {
    enter(|py| item::get_py_item(py, Handle::new(slot, version)))
}

/// `object[key] = value`, with both in the first records.
#[wasm_bindgen]
pub fn py_set_item(slot: u32, version: u32) -> u32 {
    enter(|py| item::set_py_item(py, Handle::new(slot, version)))
}

/// `del object[key]`, with the key in the first record.
#[wasm_bindgen]
pub fn py_delete_item(slot: u32, version: u32) -> u32 {
    enter(|py| item::delete_py_item(py, Handle::new(slot, version)))
}

/// `key in object`, with the key in the first record.
#[wasm_bindgen]
pub fn py_has_item(slot: u32, version: u32) -> u32 {
    enter(|py| item::py_contains(py, Handle::new(slot, version)))
}

/// `len(object)`.
#[wasm_bindgen]
pub fn py_length(slot: u32, version: u32) -> u32 {
    enter(|py| item::py_length(py, Handle::new(slot, version)))
}

/// `iter(object)`; the first record tells its handle.
#[wasm_bindgen]
pub fn py_iterate(slot: u32, version: u32) -> u32 {
    enter(|py| generate::iterate(py, Handle::new(slot, version)))
}

/// `next(object)`.
#[wasm_bindgen]
pub fn py_next(slot: u32, version: u32) -> u32 {
    enter(|py| generate::next(py, Handle::new(slot, version)))
}

/// `object.send(value)`, with the value in the first record.
#[wasm_bindgen]
pub fn py_send(slot: u32, version: u32) -> u32 {
    enter(|py| generate::next_with_value(py, Handle::new(slot, version)))
}

/// `object.throw(exception)`, with what was thrown in the first record, for this tag.
#[wasm_bindgen]
pub fn py_throw(slot: u32, version: u32, thrown: u32) -> u32 {
    enter(|py| generate::throw(py, Handle::new(slot, version), thrown))
}

/// Ends a generator, whose clean-up runs.
#[wasm_bindgen]
pub fn py_close_generator(slot: u32, version: u32) -> u32 {
    enter(|py| generate::close(py, Handle::new(slot, version)))
}

/// Ends a Python future, with what a tag says in the first record; the entry goes with it.
#[wasm_bindgen]
pub fn py_settle(slot: u32, version: u32, outcome: u32) -> u32 {
    enter(|py| promise::settle(py, Handle::new(slot, version), outcome))
}

/// `await object`, for the promise whose functions are at a slot, which is taken over.
#[wasm_bindgen]
pub fn py_wait(slot: u32, version: u32, settler: u32) -> u32 {
    enter(|py| awaitable::wait(py, Handle::new(slot, version), settler))
}

/// `aiter(object)`; the first record tells its handle.
#[wasm_bindgen]
pub fn py_async_iterate(slot: u32, version: u32) -> u32 {
    enter(|py| async_generate::iterate(py, Handle::new(slot, version)))
}

/// `anext(object)`, for the promise whose functions are at a slot, which is taken over.
#[wasm_bindgen]
pub fn py_async_next(slot: u32, version: u32, settler: u32) -> u32 {
    enter(|py| async_generate::next(py, Handle::new(slot, version), settler))
}

/// `object.asend(value)`, with the value in the first record; otherwise as [`py_async_next`].
#[wasm_bindgen]
pub fn py_async_send(slot: u32, version: u32, settler: u32) -> u32 {
    enter(|py| async_generate::send(py, Handle::new(slot, version), settler))
}

/// `object.athrow(exception)`, with what was thrown in the first record, for this tag; otherwise as
/// [`py_async_next`].
#[wasm_bindgen]
pub fn py_async_throw(slot: u32, version: u32, thrown: u32, settler: u32) -> u32 {
    enter(|py| async_generate::throw(py, Handle::new(slot, version), thrown, settler))
}

/// Ends an asynchronous generator; otherwise as [`py_async_next`].
#[wasm_bindgen]
pub fn py_async_close(slot: u32, version: u32, settler: u32) -> u32 {
    enter(|py| async_generate::close(py, Handle::new(slot, version), settler))
}

/// `sequence[index]`, counted from the end where negative.
#[wasm_bindgen]
pub fn py_get_index(slot: u32, version: u32, index: i32, form: u32) -> u32 {
    enter(|py| sequence::get_index(py, Handle::new(slot, version), index, Form::from_code(form)))
}

/// `sequence[index] = value`, with the value in the first record.
#[wasm_bindgen]
pub fn py_set_index(slot: u32, version: u32, index: i32) -> u32 {
    enter(|py| sequence::set_index(py, Handle::new(slot, version), index))
}

/// `del sequence[index]`.
#[wasm_bindgen]
pub fn py_delete_index(slot: u32, version: u32, index: i32) -> u32 {
    enter(|py| sequence::delete_index(py, Handle::new(slot, version), index))
}

/// `sequence.slice(start, end)`.
#[wasm_bindgen]
pub fn py_slice(slot: u32, version: u32, start: f64, end: f64, form: u32) -> u32 {
    enter(|py| {
        sequence::slice(
            py,
            Handle::new(slot, version),
            start,
            end,
            Form::from_code(form),
        )
    })
}

/// `sequence.indexOf(value, start)`, with the value in the first record.
#[wasm_bindgen]
pub fn py_index_of(slot: u32, version: u32, start: f64) -> u32 {
    enter(|py| find::index_of(py, Handle::new(slot, version), start))
}

/// `sequence.lastIndexOf(value, start)`, with the value in the first record.
#[wasm_bindgen]
pub fn py_last_index_of(slot: u32, version: u32, start: f64) -> u32 {
    enter(|py| find::last_index_of(py, Handle::new(slot, version), start))
}

/// `sequence.includes(value, start)`, with the value in the first record.
#[wasm_bindgen]
pub fn py_includes(slot: u32, version: u32, start: f64) -> u32 {
    enter(|py| find::includes(py, Handle::new(slot, version), start))
}

/// Puts values before an index: so many, in the records at an address.
#[wasm_bindgen]
pub fn py_insert(slot: u32, version: u32, index: f64, count: u32, address: u32) -> u32 {
    enter(|py| sequence::insert(py, Handle::new(slot, version), index, count, address))
}

/// Takes out the element at an index.
#[wasm_bindgen]
pub fn py_take(slot: u32, version: u32, index: i32, form: u32) -> u32 {
    enter(|py| sequence::take(py, Handle::new(slot, version), index, Form::from_code(form)))
}

/// `sequence.splice(start, removed, ...values)`: so many values, in the records at an address.
#[wasm_bindgen]
pub fn py_splice(
    slot: u32,
    version: u32,
    start: f64,
    removed: f64,
    count: u32,
    address: u32,
    form: u32,
) -> u32 {
    let form = Form::from_code(form);
    enter(|py| {
        let handle = Handle::new(slot, version);
        sequence::splice(py, handle, [start, removed], count, address, form)
    })
}

/// `sequence.reverse()`.
#[wasm_bindgen]
pub fn py_reverse(slot: u32, version: u32) -> u32 {
    enter(|py| sequence::reverse(py, Handle::new(slot, version)))
}

/// Brings the elements into another order: so many indices at an address.
#[wasm_bindgen]
pub fn py_reorder(slot: u32, version: u32, count: u32, address: u32) -> u32 {
    enter(|py| sequence::reorder(py, Handle::new(slot, version), count, address))
}

/// `sequence.fill(value, start, end)`, with the value in the first record.
#[wasm_bindgen]
pub fn py_fill(slot: u32, version: u32, start: f64, end: f64) -> u32 {
    enter(|py| sequence::fill(py, Handle::new(slot, version), start, end))
}

/// `sequence.copyWithin(target, start, end)`.
#[wasm_bindgen]
pub fn py_copy_within(slot: u32, version: u32, target: f64, start: f64, end: f64) -> u32 {
    enter(|py| sequence::copy_within(py, Handle::new(slot, version), target, start, end))
}

/// The item of a mapping for the name in the first record.
#[wasm_bindgen]
pub fn py_json_get(slot: u32, version: u32) -> u32 {
    enter(|py| json::get(py, Handle::new(slot, version)))
}

/// Whether a mapping has an item for the name in the first record.
#[wasm_bindgen]
pub fn py_json_has(slot: u32, version: u32) -> u32 {
    enter(|py| json::has(py, Handle::new(slot, version)))
}

/// Sets the item of a mapping for a name, both in the first records.
#[wasm_bindgen]
pub fn py_json_set(slot: u32, version: u32) -> u32 {
    enter(|py| json::set(py, Handle::new(slot, version)))
}

/// Deletes the item of a mapping for the name in the first record.
#[wasm_bindgen]
pub fn py_json_delete(slot: u32, version: u32) -> u32 {
    enter(|py| json::delete(py, Handle::new(slot, version)))
}

/// The names for the keys of a mapping.
#[wasm_bindgen]
pub fn py_json_names(slot: u32, version: u32) -> u32 {
    enter(|py| json::names(py, Handle::new(slot, version)))
}

/// `str(object)`.
#[wasm_bindgen]
pub fn py_str(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_str(py, Handle::new(slot, version)))
}

/// `repr(object)`.
#[wasm_bindgen]
pub fn py_repr(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_repr(py, Handle::new(slot, version)))
}

/// A number that no class of another name has; 0 where there is none.
#[wasm_bindgen]
pub fn py_type_version(slot: u32, version: u32) -> u32 {
    attached(|py| py_proxy::type_version(py, Handle::new(slot, version)))
}

/// `type(object).__name__`.
#[wasm_bindgen]
pub fn py_type_name(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_type_name(py, Handle::new(slot, version)))
}

/// The text of an exception, as Python prints it.
#[wasm_bindgen]
pub fn py_format_exception(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_format_exception(py, Handle::new(slot, version)))
}

/// Throws the cause or context of an exception, if it has one.
#[wasm_bindgen]
pub fn py_exception_cause(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_exception_cause(py, Handle::new(slot, version)))
}

/// The object itself.
#[wasm_bindgen]
pub fn py_object(slot: u32, version: u32) -> u32 {
    enter(|py| compare::py_object(py, Handle::new(slot, version)))
}

/// Number of entries in the handle table.
#[wasm_bindgen]
pub fn py_count() -> u32 {
    u32::try_from(state::object_count()).unwrap_or(u32::MAX)
}

/// Notes the state of the thread before an export that is nested so deeply.
#[wasm_bindgen]
pub fn py_mark(depth: u32) {
    interpreter::mark(depth);
}

/// Brings the thread back to the state noted, after an exception passed by an export.
#[wasm_bindgen]
pub fn py_heal(depth: u32) {
    interpreter::heal(depth);
}

/// Has CPython ask JavaScript for signals, or stop it.
#[wasm_bindgen]
pub fn py_watch_signals(is_on: u32) -> u32 {
    enter(|py| manage::watch_signals(py, is_on != 0))
}

/// Runs the handlers of signals that have arrived.
#[wasm_bindgen]
pub fn py_check_signals() -> u32 {
    enter(manage::check_signals)
}

/// Writes what Python is running to an open file.
#[wasm_bindgen]
pub fn py_dump_traceback(fd: i32) {
    interpreter::dump_traceback(fd);
}

/// Raises RecursionError, for a caller that finds too little stack.
#[wasm_bindgen]
pub fn py_raise_recursion_error() -> u32 {
    enter(exception::raise_recursion_error)
}

/// Panics with the text in the first record: a test of what a panic does.
#[wasm_bindgen]
pub fn py_panic() -> u32 {
    enter(exception::panic_with_text)
}
