//! Protocols: what can be done with a proxy, one a file, both directions in it.

pub mod array;
pub mod attribute;
pub mod buffer;
pub mod call;
pub mod classes;
pub mod compare;
pub mod double_proxy;
pub mod find;
pub mod generate;
pub mod inspect;
pub mod item;
pub mod iterate;
pub mod js_error;
pub mod js_method;
pub mod js_proxy;
pub mod json;
pub mod json_view;
pub mod manage;
pub mod map;
pub mod promise;
pub mod py_buffer;
pub mod scope;
pub mod sequence;
pub mod slots;
