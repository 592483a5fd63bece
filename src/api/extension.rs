//! How a runtime learns of the modules of an extension that is linked into it.

/// Makes Python modules written in Rust importable, as the standard library's own are: names each
/// `#[pymodule]` of the crate. A crate that is linked into a runtime does this once.
///
/// ```no_run
/// use pyo3::prelude::*;
///
/// #[pymodule]
/// mod greeting {
///     use pyo3::prelude::*;
///
///     #[pyfunction]
///     fn greet(name: &str) -> String {
///         format!("Hello {name}")
///     }
/// }
///
/// jaspy::extension_modules!(greeting);
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! extension_modules {
    ($($module:ident),+ $(,)?) => {
        /// Called before CPython starts, which learns of the modules.
        #[$crate::wasm_bindgen::prelude::wasm_bindgen(wasm_bindgen = $crate::wasm_bindgen)]
        pub fn py_add_modules() {
            $($crate::pyo3::append_to_inittab!($module);)+
        }
    };
}
