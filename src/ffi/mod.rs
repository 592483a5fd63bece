//! The raw edge: what JavaScript provides, the memory in which values cross, CPython's internals.
//!
//! The only folder with `unsafe`; every block says why it is sound. What it gives to the other
//! layers is safe.

pub mod area;
pub mod arguments;
pub mod array_copy;
pub mod attach;
pub mod buffer_export;
pub mod bytes;
pub mod entry;
pub mod imports;
pub mod interpreter;
pub mod js_proxy;
pub mod object;
pub mod record;
pub mod reference;
pub mod signals;
pub mod state_cell;
pub mod stream;
pub mod suspend;
pub mod text;
pub mod type_slots;
pub mod vector;
