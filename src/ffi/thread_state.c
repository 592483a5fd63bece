/* What Rust cannot do: see inside PyThreadState, whose layout CPython's headers alone know. */
#define Py_BUILD_CORE 1
#include <Python.h>
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunused-parameter"
#pragma clang diagnostic ignored "-Wsign-compare"
#include <internal/pycore_gil.h>
#include <internal/pycore_interp.h>
#include <internal/pycore_traceback.h>
#pragma clang diagnostic pop

/* Nesting beyond this is refused before it is marked. */
#define MOST_MARKS 2048

/* What an unwinding that passes by CPython leaves wrong. */
static struct {
    int attached;
    int c_recursion_remaining;
    int py_recursion_used;
    int gilstate_counter;
    struct _PyInterpreterFrame *current_frame;
    _PyErr_StackItem *exc_info;
    PyObject *current_exception;
} marks[MOST_MARKS];

/* Sets how many more C calls may nest in this thread before RecursionError is raised. */
void jaspy_set_c_recursion_remaining(int calls)
{
    PyThreadState_Get()->c_recursion_remaining = calls;
}

/* Notes the state of the thread before the so-many-th nested call into Python. */
void jaspy_mark(unsigned depth)
{
    PyThreadState *thread = PyGILState_GetThisThreadState();
    if (depth >= MOST_MARKS || thread == NULL) {
        return;
    }
    marks[depth].attached = PyThreadState_GetUnchecked() != NULL;
    marks[depth].c_recursion_remaining = thread->c_recursion_remaining;
    /* The limit may become another one. */
    marks[depth].py_recursion_used = thread->py_recursion_limit - thread->py_recursion_remaining;
    marks[depth].gilstate_counter = thread->gilstate_counter;
    marks[depth].current_frame = thread->current_frame;
    marks[depth].exc_info = thread->exc_info;
    marks[depth].current_exception = thread->current_exception;
}

/* Brings the thread back to the state noted, after a JavaScript exception has passed by CPython's
   frames: none of them gave back what it had. Their stack of Python frames is left as it is, for
   frame objects may point into it. */
void jaspy_heal(unsigned depth)
{
    PyThreadState *thread = PyGILState_GetThisThreadState();
    if (depth >= MOST_MARKS || thread == NULL) {
        return;
    }
    int attached = PyThreadState_GetUnchecked() != NULL;
    if (!attached) {
        /* In the middle of giving the lock back or taking it, it may be held by nobody: whoever
           waited for it would wait for ever. There is no other thread that could hold it. */
        thread->interp->ceval.gil->locked = 0;
        PyEval_RestoreThread(thread);
    }
    thread->c_recursion_remaining = marks[depth].c_recursion_remaining;
    thread->py_recursion_remaining = thread->py_recursion_limit - marks[depth].py_recursion_used;
    thread->gilstate_counter = marks[depth].gilstate_counter;
    thread->current_frame = marks[depth].current_frame;
    thread->exc_info = marks[depth].exc_info;
    PyObject *left = thread->current_exception;
    if (left != marks[depth].current_exception) {
        thread->current_exception = marks[depth].current_exception;
        Py_XDECREF(left);
    }
    if (!marks[depth].attached) {
        PyEval_SaveThread();
    }
}

/* Writes the calls that this thread is in, innermost first, to an open file. */
void jaspy_dump_traceback(int fd)
{
    PyThreadState *thread = PyGILState_GetThisThreadState();
    if (thread != NULL) {
        _Py_DumpTraceback(fd, thread);
    }
}
