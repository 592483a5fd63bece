/* Rust cannot see inside PyThreadState, whose layout CPython's headers alone know. */
#include <Python.h>

/* Sets how many more C calls may nest in this thread before RecursionError is raised. */
void jaspy_set_c_recursion_remaining(int calls)
{
    PyThreadState_Get()->c_recursion_remaining = calls;
}
