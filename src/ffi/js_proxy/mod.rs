//! JsProxy in memory: its layout, its classes, and their slots, which only hand on to safe code.

pub mod class;
pub mod exception;
pub mod features;
pub mod layout;
pub mod slots;

pub use class::{Class, Compose};
pub use features::{JsFeature, JsFeatures};
pub use layout::JsProxyRef;
