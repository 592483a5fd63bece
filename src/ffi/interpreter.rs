//! Starting CPython.

use pyo3::ffi;
use std::ffi::{CStr, c_int};

use super::state_cell::Unwound;

unsafe extern "C" {
    fn jaspy_set_c_recursion_remaining(calls: c_int);
    fn jaspy_mark(depth: u32);
    fn jaspy_heal(depth: u32);
    fn jaspy_dump_traceback(fd: c_int);
    fn jaspy_need_stack(frames: c_int);
}

/// Where the standard library and installed packages are.
const SEARCH_PATHS: [&str; 4] = [
    "/lib/python313.zip",
    "/lib/python3.13",
    "/lib/python3.13/lib-dynload",
    "/lib/python3.13/site-packages",
];

/// Initialises CPython; the built-in modules must have been registered.
///
/// # Errors
/// What CPython says about why it cannot be initialised.
pub fn initialize() -> Result<(), String> {
    // SAFETY: CPython's documented way: a config is made, filled by its own functions, used once
    // and cleared; all pointers live through the calls.
    unsafe {
        let mut before = std::mem::MaybeUninit::<ffi::PyPreConfig>::uninit();
        ffi::PyPreConfig_InitIsolatedConfig(before.as_mut_ptr());
        let mut before = before.assume_init();
        // JavaScript's strings reach the environment and the file system as UTF-8.
        before.utf8_mode = 1;
        check(ffi::Py_PreInitialize(&raw const before))?;
        let mut config = std::mem::MaybeUninit::<ffi::PyConfig>::uninit();
        ffi::PyConfig_InitIsolatedConfig(config.as_mut_ptr());
        let mut config = config.assume_init();
        config.use_environment = 1;
        config.write_bytecode = 0;
        config.install_signal_handlers = 0;
        // Every write reaches the device at once: nothing is left behind when control returns.
        config.buffered_stdio = 0;
        config.module_search_paths_set = 1;
        let outcome =
            fill(&mut config).and_then(|()| check(ffi::Py_InitializeFromConfig(&raw const config)));
        ffi::PyConfig_Clear(&raw mut config);
        outcome
    }
}

/// # Safety
/// `config` was initialised by CPython.
unsafe fn fill(config: &mut ffi::PyConfig) -> Result<(), String> {
    // SAFETY: the strings end in a zero and are copied by CPython; the fields are the config's own.
    unsafe {
        for path in SEARCH_PATHS {
            let path = wide(path);
            check(ffi::PyWideStringList_Append(
                &raw mut config.module_search_paths,
                path.as_ptr(),
            ))?;
        }
        let home = wide("/");
        let field = &raw mut config.home;
        check(ffi::PyConfig_SetString(config, field, home.as_ptr()))?;
        let executable = wide("/bin/python");
        let field = &raw mut config.executable;
        check(ffi::PyConfig_SetString(config, field, executable.as_ptr()))?;
        let encoding = wide("utf-8");
        let field = &raw mut config.stdio_encoding;
        check(ffi::PyConfig_SetString(config, field, encoding.as_ptr()))
    }
}

fn wide(text: &str) -> Vec<libc_wchar> {
    text.chars()
        .map(|character| character as libc_wchar)
        .chain([0])
        .collect()
}

#[allow(non_camel_case_types, reason = "the C type's name")]
type libc_wchar = i32;

/// # Safety
/// `status` is fresh from CPython.
unsafe fn check(status: ffi::PyStatus) -> Result<(), String> {
    // SAFETY: the message of a status is a static C string or null.
    unsafe {
        if ffi::PyStatus_Exception(status) == 0 {
            return Ok(());
        }
        if status.err_msg.is_null() {
            return Err("CPython gave no reason".to_owned());
        }
        Err(CStr::from_ptr(status.err_msg)
            .to_string_lossy()
            .into_owned())
    }
}

/// Sets how many more C calls may nest before Python raises RecursionError.
pub fn set_c_recursion_remaining(_py: pyo3::Python<'_>, calls: u32) {
    let calls = c_int::try_from(calls).unwrap_or(c_int::MAX);
    // SAFETY: the thread is attached, so it has a thread state.
    unsafe { jaspy_set_c_recursion_remaining(calls) };
}

/// Notes the state of the thread before a call into Python that is nested so deeply.
pub fn mark(depth: u32) {
    // SAFETY: reads the thread's own state, if there is one.
    unsafe { jaspy_mark(depth) };
}

/// How many frames of 32 kB must fit on JavaScript's stack for Python to begin.
const FRAMES: c_int = 5;

/// Goes on only where there is stack left for Python to begin: elsewhere the engine throws its RangeError
/// here, where nothing has begun, and not in the middle of what cannot be broken off, as `malloc`.
#[inline]
pub fn need_stack() {
    // SAFETY: uses the engine's stack and nothing else.
    unsafe { jaspy_need_stack(FRAMES) };
}

/// Brings the thread back to the state that [`mark`] noted at the same depth, when a JavaScript
/// exception has passed by all that ran since. `recover` is called before any code can run.
pub fn heal(depth: u32, recover: impl FnOnce(&Unwound)) {
    recover(&Unwound(()));
    // SAFETY: whatever the state points to was alive when the call began, and the frames that held
    // it then are still there: only later ones are gone.
    unsafe { jaspy_heal(depth) };
}

/// Writes what Python is running to an open file, after native code failed in the middle of it.
pub fn dump_traceback(fd: i32) {
    // SAFETY: made for such cases: it runs no Python and allocates nothing, but reads the frames and
    // checks what it reads.
    unsafe { jaspy_dump_traceback(fd) };
}

/// Runs what uses Python although it may have released the thread: JavaScript that is called while
/// Python waits for a device can call back.
#[inline(always)]
pub fn with_thread_state<R>(action: impl FnOnce() -> R) -> R {
    // SAFETY: a look at the thread's state, which needs none.
    let held = unsafe { ffi::PyThreadState_GetUnchecked().is_null() }.then(ThreadState::ensure);
    // Called in one place, so that it is compiled into its caller.
    let result = action();
    drop(held);
    result
}

/// The thread's state, taken while Python had released it; given back when dropped.
struct ThreadState(ffi::PyGILState_STATE);

impl ThreadState {
    #[cold]
    fn ensure() -> Self {
        // SAFETY: the interpreter is initialised, for whoever released the state had it.
        Self(unsafe { ffi::PyGILState_Ensure() })
    }
}

impl Drop for ThreadState {
    fn drop(&mut self) {
        // SAFETY: undoes the one `ensure` of this value, in the reverse order of nesting.
        unsafe { ffi::PyGILState_Release(self.0) };
    }
}
