//! Jaspy: CPython inside a JavaScript engine, and the two languages use each other's objects as if
//! they were one.
//!
//! As a library it serves Rust code that is linked with it into one WebAssembly module, an
//! **extension**: Python modules written in Rust ([`extension_modules`]) that use JavaScript by
//! `js_sys` and `web_sys` and hand values from one language to the other.
//!
//! | | to Python | to JavaScript |
//! |---|---|---|
//! | a value | [`js_to_py`] | [`py_to_js`] |
//! | by a type of PyO3 | [`FromJs`] | [`IntoJs`] |
//! | an object as itself | [`JsProxy`] | [`PyProxy`] |
//! | an exception | [`js_error_to_py`] | [`py_error_to_js`] |
//!
//! Values are converted and shared as in any crossing, by the semantics that the runtime follows:
//! README.md has the table.
//!
//! ```no_run
//! use jaspy::JsProxy;
//! use js_sys::{Array, Reflect};
//! use pyo3::prelude::*;
//!
//! #[pymodule]
//! mod page {
//!     use super::*;
//!
//!     /// Put the title of a document into an Array.
//!     #[pyfunction]
//!     fn titles(py: Python<'_>, document: JsProxy) -> PyResult<JsProxy<Array>> {
//!         let title = Reflect::get(&document, &"title".into())
//!             .map_err(|error| jaspy::js_error_to_py(py, &error))?;
//!         Ok(Array::of1(&title).into())
//!     }
//! }
//!
//! jaspy::extension_modules!(page);
//! # fn main() {}
//! ```
//!
//! `cargo xtask build --extension FOLDER` in the repository makes a runtime of such a crate;
//! `examples/08-rust-extension` is one.

// A value that crosses is converted (`convert`) or shared through a proxy (`proxy`); what can be done
// with a proxy is in `protocol`. Python enters through the classes and the built-in module (`module`),
// JavaScript through the exports (`exports`), each by way of one border (`boundary`).
// ARCHITECTURE.md has the picture.
mod api;
mod boundary;
mod convert;
mod error;
mod exports;
mod ffi;
mod handle;
mod module;
mod protocol;
mod proxy;
mod semantics;
mod start;

pub use api::{
    FromJs, IntoJs, JsProxy, PyProxy, attach, js_error_to_py, js_to_py, py_error_to_js, py_to_js,
};
pub use error::{ConversionError, PanicException};
/// The version of PyO3 that an extension has to use, for [`extension_modules`].
pub use pyo3;
/// The version of wasm-bindgen that an extension has to use, for [`extension_modules`].
pub use wasm_bindgen;
