//! Jaspy: CPython inside a JavaScript engine.
