//! Semantics: where Pyodide's first manual and PEP 818 differ, a runtime follows one of them.
//!
//! It is chosen when the runtime starts and never changes. Code that differs by it matches on
//! [`Semantics`]; `js/src/semantics.ts` is the same for JavaScript.

/// What a runtime follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Semantics {
    /// Pyodide's first manual: containers are copied, proxies live until they are collected.
    #[default]
    Classic,
    /// PEP 818, and today's Pyodide: everything mutable is shared, proxies made for a call end
    /// with it.
    Pep818,
}

impl Semantics {
    /// The semantics that JavaScript names by a number.
    #[must_use]
    pub const fn from_code(code: u32) -> Self {
        match code {
            0 => Self::Classic,
            _ => Self::Pep818,
        }
    }
}
