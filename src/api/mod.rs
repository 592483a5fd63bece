//! What a Rust extension uses: values by name ([`js_to_py`], [`py_to_js`]) or by type ([`FromJs`],
//! [`IntoJs`]), objects that keep their language ([`JsProxy`], [`PyProxy`]), and exceptions.
//!
//! Nothing is converted here: values go the way on which they cross in any other call.

mod convert;
mod entry;
mod exception;
mod extension;
mod js_proxy;
mod py_proxy;

pub use convert::{FromJs, IntoJs, js_to_py, py_to_js};
pub use entry::attach;
pub use exception::{js_error_to_py, py_error_to_js};
pub use js_proxy::JsProxy;
pub use py_proxy::PyProxy;
