//! A Python module in Rust that uses JavaScript by `web_sys`, linked into a runtime:
//!
//! ```python
//! import js, rust_web
//!
//! url = js.URL.new("https://example.org/?lang=en")
//! rust_web.query(url).get("lang")  # 'en'
//!
//! with rust_web.listen(js.window, "resize", lambda event: print(event.type)):
//!     ...
//! rust_web.once(js.window, "load", lambda event: print("ready"))
//!
//! rust_web.parse_json("[1, 2]", lambda key, value: value)
//! ```

use pyo3::prelude::*;

/// JavaScript's own, by the types that Rust has for it.
#[pymodule]
mod rust_web {
    use std::cell::Cell;

    use jaspy::{FromJs, IntoJs, JsProxy, PyProxy, js_error_to_py, py_error_to_js};
    use pyo3::exceptions::PyBaseException;
    use pyo3::prelude::*;
    use wasm_bindgen::prelude::*;
    use web_sys::{AbortController, AddEventListenerOptions, EventTarget, Url, UrlSearchParams};

    #[wasm_bindgen]
    extern "C" {
        /// `JSON.parse`, with a function that makes something of each value.
        #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
        fn parse_with(
            text: &str,
            revive: &Closure<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>,
        ) -> Result<JsValue, JsValue>;
    }

    /// Give the query of a URL, live: what is changed in it changes the URL.
    #[pyfunction]
    fn query(url: JsProxy<Url>) -> JsProxy<UrlSearchParams> {
        url.search_params().into()
    }

    /// Read JSON text; `hook(key, value)` makes something of each value in it, inner ones first.
    #[pyfunction]
    fn parse_json<'py>(
        py: Python<'py>,
        text: &str,
        hook: Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let hook = hook.unbind();
        // JavaScript calls this, which knows nothing of `py`.
        let revive = Closure::own_assert_unwind_safe(move |key: JsValue, value: JsValue| {
            jaspy::attach(|py| revive(hook.bind(py), &key, &value))
        });
        let parsed = parse_with(text, &revive).map_err(|error| js_error_to_py(py, &error))?;
        jaspy::js_to_py(py, &parsed)
    }

    fn revive(hook: &Bound<'_, PyAny>, key: &JsValue, value: &JsValue) -> PyResult<JsValue> {
        let py = hook.py();
        let key = String::from_js(py, key)?;
        let value = Bound::<PyAny>::from_js(py, value)?;
        hook.call1((key, value))?.into_js(py)
    }

    /// Call a function for each event of a kind, until the result is closed or nobody has it.
    #[pyfunction]
    fn listen(
        py: Python<'_>,
        target: JsProxy<EventTarget>,
        kind: String,
        listener: &Bound<'_, PyAny>,
    ) -> PyResult<Listening> {
        let listener = PyProxy::new(listener)?;
        target
            .add_event_listener_with_callback(&kind, listener.as_ref().unchecked_ref())
            .map_err(|error| js_error_to_py(py, &error))?;
        Ok(Listening {
            target: target.into_inner(),
            kind,
            listener: Cell::new(Some(listener)),
        })
    }

    /// Call a function for the next event of a kind.
    #[pyfunction]
    fn once(
        py: Python<'_>,
        target: JsProxy<EventTarget>,
        kind: &str,
        listener: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        // The event's target has it from now on.
        let listener = PyProxy::new(listener)?.into_js();
        let options = AddEventListenerOptions::new();
        options.set_once(true);
        target
            .add_event_listener_with_callback_and_add_event_listener_options(
                kind,
                listener.unchecked_ref(),
                &options,
            )
            .map_err(|error| js_error_to_py(py, &error))
    }

    /// Abort what a controller is for, with a Python exception as the reason.
    #[pyfunction]
    fn abort(controller: JsProxy<AbortController>, reason: Bound<'_, PyBaseException>) {
        let py = reason.py();
        let reason = py_error_to_js(py, PyErr::from_value(reason.into_any()));
        controller.abort_with_reason(&reason);
    }

    /// A function that is called for events.
    #[pyclass(frozen, unsendable)]
    struct Listening {
        target: EventTarget,
        kind: String,
        /// A cell: nothing is borrowed while JavaScript runs, which may come back here.
        listener: Cell<Option<PyProxy>>,
    }

    #[pymethods]
    impl Listening {
        /// The function, or None when it is called no more.
        #[getter]
        fn listener<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
            let listener = self.listener.take();
            let function = listener.as_ref().map(|listener| listener.object(py));
            self.listener.set(listener);
            function.transpose()
        }

        /// Call the function no more.
        fn close(&self) {
            if let Some(listener) = self.listener.take() {
                let function = listener.as_ref().unchecked_ref();
                // Removing what has been added cannot fail.
                let _ = self
                    .target
                    .remove_event_listener_with_callback(&self.kind, function);
            }
        }

        fn __enter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
            slf
        }

        fn __exit__(
            &self,
            _kind: &Bound<'_, PyAny>,
            _error: &Bound<'_, PyAny>,
            _traceback: &Bound<'_, PyAny>,
        ) {
            self.close();
        }
    }

    impl Drop for Listening {
        fn drop(&mut self) {
            self.close();
        }
    }
}

jaspy::extension_modules!(rust_web);
