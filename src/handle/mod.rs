//! Handles: how one language names what it holds of the other.

pub mod state;
pub mod table;

pub use table::{Handle, HandleTable};
