//! Protocols: what can be done with a proxy, one a file, both directions in it.

pub mod attribute;
pub mod call;
pub mod compare;
pub mod item;
pub mod iterate;
pub mod manage;
pub mod slots;
