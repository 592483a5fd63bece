//! What a proxy is: its class, identity and lifetime. What it can do is in [`crate::protocol`].

pub mod js_exception;
pub mod js_proxy;
pub mod py_proxy;
