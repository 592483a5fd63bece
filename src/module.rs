//! The list of what Python can import from the built-in module `_jaspy`.

use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::boundary::from_python;
use crate::convert::deep_to_js::{self, Converters};
use crate::convert::js_to_py::result;
use crate::convert::json_view::JsonView;
use crate::convert::number::set_big_int_class;
use crate::convert::singleton::{JsNull, js_null};
use crate::error::{ConversionError, PanicException};
use crate::ffi::{imports, signals};
use crate::handle::state;
use crate::protocol::js_proxy::JsProxy;
use crate::protocol::{classes, double_proxy, js_error, json_view, run_sync, scope};

/// Fills the module.
#[pymodule]
pub fn _jaspy(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    state::set_compose_js_proxy_class(classes::compose);
    classes::add_to(module)?;
    module.add("ConversionError", py.get_type::<ConversionError>())?;
    module.add("PanicException", py.get_type::<PanicException>())?;
    module.add_class::<JsNull>()?;
    module.add("jsnull", js_null(py)?)?;
    module.add_function(wrap_pyfunction!(set_big_int_class, module)?)?;
    module.add("global_this", result(py, imports::global_object())?)?;
    module.add_function(wrap_pyfunction!(double_proxy::create_proxy, module)?)?;
    module.add_function(wrap_pyfunction!(
        double_proxy::create_once_callable,
        module
    )?)?;
    module.add_function(wrap_pyfunction!(double_proxy::destroy_proxies, module)?)?;
    module.add_function(wrap_pyfunction!(scope::open_scope, module)?)?;
    module.add_function(wrap_pyfunction!(scope::keep_in_scope, module)?)?;
    module.add_function(wrap_pyfunction!(scope::close_scope, module)?)?;
    module.add_function(wrap_pyfunction!(to_js, module)?)?;
    module.add_function(wrap_pyfunction!(counts, module)?)?;
    module.add_function(wrap_pyfunction!(make_error, module)?)?;
    module.add_function(wrap_pyfunction!(run_sync::current_entry, module)?)?;
    module.add_function(wrap_pyfunction!(run_sync::suspend_entry, module)?)?;
    module.add_function(wrap_pyfunction!(run_sync::wake, module)?)?;
    module.add_function(wrap_pyfunction!(check_signals, module)?)?;
    let time = module.py().import(pyo3::intern!(module.py(), "time"))?;
    module.add("sleep", wrap_pyfunction!(sleep, &time)?)?;
    module.add_class::<JsonView>()?;
    module.add_function(wrap_pyfunction!(is_plain, module)?)?;
    module.add_function(wrap_pyfunction!(_panic, module)?)
}

/// The live numbers: JavaScript values held by Python, Python objects held by JavaScript, typed
/// arrays on Python's buffers.
#[pyfunction]
fn counts() -> (u32, usize, u32) {
    (
        imports::count(),
        state::object_count(),
        imports::view_count(),
    )
}

/// Make a JavaScript Error and give the JsException for it.
#[pyfunction]
#[pyo3(signature = (name, message, stack=None))]
fn make_error<'py>(
    name: &Bound<'py, PyString>,
    message: &Bound<'py, PyString>,
    stack: Option<&Bound<'py, PyString>>,
) -> PyResult<Bound<'py, PyAny>> {
    js_error::make_error(name, message, stack)
}

/// Tell whether a JavaScript object is plain data.
#[pyfunction]
fn is_plain(object: &Bound<'_, JsProxy>) -> PyResult<bool> {
    json_view::is_plain(object)
}

/// Copy a Python object to JavaScript: a list or tuple becomes an Array, a dict an Object, a set a
/// Set, a buffer a typed array.
///
/// Numbers, texts, None and JsProxies are given back as they are. What has no conversion becomes a
/// PyProxy, which is appended to `pyproxies`, an Array or list, if there is one; with
/// `create_pyproxies=False` it raises ConversionError. `depth` limits how many levels are copied.
///
/// `dict_converter` makes something of an iterable of pairs; `default_converter(value, convert,
/// cache_conversion)` is asked for what has no conversion, `eager_converter` for every object first.
#[pyfunction]
#[pyo3(signature = (
    obj, /, *, depth = -1, pyproxies = None, create_pyproxies = true, dict_converter = None,
    default_converter = None, eager_converter = None,
))]
fn to_js<'py>(
    obj: &Bound<'py, PyAny>,
    depth: i32,
    pyproxies: Option<&Bound<'py, PyAny>>,
    create_pyproxies: bool,
    dict_converter: Option<Py<PyAny>>,
    default_converter: Option<Py<PyAny>>,
    eager_converter: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let converters = Converters {
        dict: dict_converter,
        default: default_converter,
        eager: eager_converter,
    };
    from_python(|| deep_to_js::to_js(obj, depth, converters, create_pyproxies, pyproxies))
}

/// Run the handlers of signals that have arrived.
#[pyfunction]
fn check_signals(py: Python<'_>) -> PyResult<()> {
    signals::check(py)
}

/// Delay execution for a given number of seconds, which need not be whole.
///
/// What `time.sleep` is: a built-in function, for as an attribute of a class that is no method.
#[pyfunction]
#[pyo3(signature = (seconds, /))]
fn sleep(seconds: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = seconds.py();
    py.import(pyo3::intern!(py, "jaspy._sleep"))?
        .call_method1(pyo3::intern!(py, "sleep"), (seconds,))?;
    Ok(())
}

/// Panic with a message: a test of what a panic does.
#[pyfunction]
fn _panic(message: &str) -> PyResult<()> {
    from_python(|| panic!("{message}"))
}
