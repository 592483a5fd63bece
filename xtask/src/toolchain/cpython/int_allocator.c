/* CPython's ints, with a list of free ones.

   Nothing is made and freed as often as ints of one digit: each turn of a loop over a `range`, and most of
   what JavaScript gives. CPython 3.13 allocates them like all else, and frees them through two pointers to
   functions; later versions keep a list, as all do for floats. So what CPython compiles as
   `Objects/longobject.c` is this: the same, but that it takes ints of one digit from a list, to which they
   are given back.

   There is one interpreter and one thread, so there is one list. */

#include "Python.h"
#include "pycore_long.h"
#include "pycore_obmalloc.h"

#include "int_allocator.h"
#include "object_allocator.h"

/* As many as CPython keeps floats. */
#define MOST_FREE 100

struct free_int {
    struct free_int *next;
};

static struct free_int *free_ints;
static int free_count;

/* Whether there has been an int too large for pymalloc. What it came to may be small, but has its memory. */
static int has_been_large;

static inline void *int_malloc(size_t size)
{
    struct free_int *block = free_ints;
    if (size == sizeof(PyLongObject) && block != NULL) {
        free_ints = block->next;
        free_count--;
        return block;
    }
    has_been_large |= size > SMALL_REQUEST_THRESHOLD;
    return PyObject_Malloc(size);
}

/* Not a part of who calls it: the evaluation loop must not get longer (see `evaluation/`). */
__attribute__((noinline)) void int_free(void *block)
{
    if (free_count < MOST_FREE && PyLong_CheckExact(block) && _PyLong_IsCompact(block)
        && (!has_been_large || is_of_pymalloc(block))) {
        struct free_int *released = block;
        released->next = free_ints;
        free_ints = released;
        free_count++;
    }
    else {
        PyObject_Free(block);
    }
}

static void long_dealloc(PyObject *self);

/* With an argument it is the name in CPython's definition, without one that in the type, which gets ours. */
#define long_dealloc(argument) long_dealloc_by_type(argument)
#define PyObject_Malloc int_malloc

#include "longobject.c"

#undef long_dealloc

static void long_dealloc(PyObject *self)
{
    if (PyLong_CheckExact(self) && !_PyLong_IsSmallInt((PyLongObject *)self)) {
        int_free(self);
    }
    else {
        /* An instance of a class that derives from it has a `tp_free` of its own. */
        long_dealloc_by_type(self);
    }
}
