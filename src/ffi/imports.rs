//! What JavaScript provides: the functions of `js/src/crossing.ts`, under the same names.
//!
//! `slot` is one of the reference table, `address` one of records; a `u32` result is a tag's number
//! and the value is in the first record of the area.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_namespace = crossing)]
extern "C" {
    pub fn define_name(id: u32, address: u32);
    pub fn forget_names();

    pub fn get(slot: u32, name: u32) -> u32;
    pub fn set(slot: u32, name: u32, address: u32) -> u32;
    pub fn delete(slot: u32, name: u32) -> u32;
    pub fn property_names(slot: u32) -> u32;
    pub fn property_name(address: u32) -> u32;

    /// `this` is the value of the slot `this`; `undefined` for -1, the first of the values for -2.
    pub fn call(slot: u32, this: i32, count: u32, address: u32) -> u32;
    pub fn construct(slot: u32, count: u32, address: u32) -> u32;

    pub fn get_item(slot: u32, address: u32) -> u32;
    pub fn set_item(slot: u32, address: u32) -> u32;
    pub fn delete_item(slot: u32, address: u32) -> u32;
    pub fn has_item(slot: u32, address: u32) -> u32;
    pub fn length(slot: u32) -> u32;

    /// Indices and bounds are JavaScript's Numbers, negative ones count from the end.
    pub fn get_index(slot: u32, index: f64) -> u32;
    pub fn set_index(slot: u32, index: f64, address: u32) -> u32;
    pub fn get_slice(slot: u32, start: i32, stop: i32, step: i32) -> u32;
    pub fn set_slice(slot: u32, start: i32, stop: i32, step: i32, address: u32) -> u32;
    pub fn delete_slice(slot: u32, start: i32, stop: i32, step: i32) -> u32;
    pub fn pop(slot: u32, index: f64) -> u32;
    pub fn reverse(slot: u32) -> u32;
    pub fn concatenate(slot: u32, address: u32) -> u32;
    pub fn repeat(slot: u32, times: u32) -> u32;
    pub fn repeat_in_place(slot: u32, times: u32) -> u32;
    pub fn find(slot: u32, address: u32, from: f64, to: f64) -> u32;
    pub fn count_equal(slot: u32, address: u32) -> u32;

    pub fn iterate(slot: u32) -> u32;
    pub fn next(slot: u32) -> u32;
    pub fn send(slot: u32, address: u32) -> u32;
    pub fn throw_into(slot: u32) -> u32;
    pub fn end_generator(slot: u32) -> u32;

    /// The handlers are addresses of Python objects that the caller holds, or 0.
    pub fn chain(slot: u32, fulfilled: u32, rejected: u32, last: u32) -> u32;
    /// Takes over the handle of a future, unless it throws, and has it settled when the promise is.
    pub fn watch(promise: u32, slot: u32, version: u32) -> u32;
    /// Starts an asynchronous iteration; gives the slot of JavaScript's half of it.
    pub fn async_iterate(slot: u32) -> u32;
    /// Has an asynchronous iterator go on in one of four ways. Takes over the handle of a future,
    /// unless it throws, which comes to what the iterator gives.
    pub fn async_step(iterator: u32, how: u32, address: u32, slot: u32, version: u32) -> u32;
    /// Ends an iteration that may not have come to its end.
    pub fn leave_async_loop(slot: u32);
    /// Disposes of an object. Takes over the handle of a future that is done then, unless it throws.
    pub fn async_dispose(object: u32, slot: u32, version: u32) -> u32;
    /// Settles a promise of JavaScript's: with a value, as the end of an iteration, or with the error
    /// that waits in the outbox.
    pub fn settle(settler: u32, how: u32, address: u32) -> u32;

    pub fn same(slot: u32, other: u32) -> u32;
    pub fn truth(slot: u32) -> u32;
    pub fn text(slot: u32) -> u32;
    pub fn type_of(slot: u32) -> u32;
    pub fn identity(slot: u32) -> u32;
    pub fn own_properties(slot: u32, part: u32) -> u32;
    pub fn get_own(slot: u32, address: u32) -> u32;
    pub fn set_own(slot: u32, address: u32) -> u32;
    pub fn delete_own(slot: u32, address: u32) -> u32;
    pub fn is_plain(slot: u32) -> u32;
    pub fn weak_reference(slot: u32) -> u32;
    pub fn dispose(slot: u32) -> u32;
    pub fn is_instance(slot: u32, address: u32) -> u32;

    /// `object` is the address of a Python object that the caller holds.
    pub fn create_proxy(object: u32, captures_this: u32, is_roundtrip: u32) -> u32;
    pub fn create_once_callable(object: u32) -> u32;
    pub fn unwrap_proxy(slot: u32) -> u32;
    pub fn destroy_proxy(slot: u32) -> u32;
    pub fn destroy_proxies(slot: u32) -> u32;
    pub fn open_scope() -> u32;
    pub fn keep_object(scope: u32, object: u32) -> u32;
    pub fn keep_proxy(scope: u32, slot: u32) -> u32;
    pub fn close_scope(scope: u32) -> u32;

    pub fn current_entry() -> u32;
    pub fn wake(entry: u32);

    pub fn release(slot: u32);
    pub fn release_method(function: u32, receiver: u32);
    pub fn global_object() -> u32;
    pub fn hold_again(slot: u32) -> u32;
    pub fn make_error(address: u32) -> u32;
    pub fn stack_frames(slot: u32) -> u32;
    pub fn value(slot: u32) -> u32;
    pub fn count() -> u32;
    pub fn view_count() -> u32;

    pub fn copy_ascii(slot: u32, address: u32) -> u32;
    pub fn copy_utf16(slot: u32, address: u32);
    pub fn describe_buffer(slot: u32) -> u32;
    pub fn fill_buffer(slot: u32, address: u32, byte_length: u32) -> u32;
    /// Copies so many bytes from one on.
    pub fn copy_buffer(slot: u32, start: u32, address: u32, byte_length: u32) -> u32;

    pub fn deep_to_python() -> u32;
    /// The conversion has a slot, or is a new one where that is negative.
    pub fn deep_write(conversion: i32, slot: u32, depth: i32) -> u32;
    pub fn deep_number(conversion: i32, slot: u32) -> u32;
    pub fn deep_position(conversion: i32, number: u32) -> u32;
    pub fn deep_to_javascript(options: u32) -> u32;
    pub fn deep_context(conversion: u32, slot: u32, version: u32);
    /// `this` is the value of the slot `this`, or `undefined` where that is negative.
    pub fn deep_dict_function(conversion: u32, slot: u32, this: i32);
    pub fn deep_read(conversion: u32, address: u32) -> u32;
    pub fn deep_deliver(conversion: u32, address: u32) -> u32;
    pub fn deep_cache(conversion: u32, object: u32, address: u32);
    pub fn deep_push_proxies(conversion: u32, slot: u32) -> u32;
    pub fn deep_proxy_count(conversion: u32) -> u32;
    pub fn deep_proxy(conversion: u32, index: u32) -> u32;
    pub fn deep_abandon(conversion: u32) -> u32;
    /// The slot of the PyProxy of the object at an address.
    pub fn proxy_of(address: u32) -> u32;

    pub fn deliver(address: u32) -> u32;
    pub fn deliver_failure(address: u32);
    pub fn deliver_reference(slot: u32);
    pub fn deliver_error(slot: u32, version: u32, type_name: u32);

    /// For values that Rust code of an extension has.
    pub fn convert(value: &JsValue) -> u32;
    pub fn convert_thrown(error: &JsValue) -> u32;
    pub fn referent(slot: u32) -> JsValue;
    pub fn take_delivered() -> JsValue;
    #[wasm_bindgen(catch)]
    pub fn run_entry(address: u32) -> Result<(), JsValue>;
}
