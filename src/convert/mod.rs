//! Conversions: what becomes of a value that crosses. One file per kind of value, both directions
//! in it; [`js_to_py`] and [`py_to_js`] choose the kind.

pub mod buffer;
pub mod container;
pub mod deep_to_js;
pub mod deep_to_py;
pub mod element;
pub mod exception;
pub mod js_module;
pub mod js_to_py;
pub mod json;
pub mod json_view;
pub mod number;
pub mod py_to_js;
pub mod singleton;
pub mod string;
