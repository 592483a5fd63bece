//! Jaspy: CPython inside a JavaScript engine, and the two languages use each other's objects as if
//! they were one.
//!
//! A value that crosses is converted ([`convert`]) or shared through a proxy ([`proxy`]); what can
//! be done with a proxy is in [`protocol`]. Python enters through the classes and the built-in
//! module ([`module`]), JavaScript through the exports ([`exports`]), each by way of one border
//! ([`boundary`]). ARCHITECTURE.md in the repository has the picture.

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
