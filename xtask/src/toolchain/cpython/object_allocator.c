/* CPython's allocator of objects, with a short way to it.

   CPython calls its allocators by a table of pointers, which tools such as tracemalloc change. A call by
   pointer is slow in WebAssembly, where the engine checks its signature, and nothing is allocated as often
   as objects. So what CPython compiles as `Objects/obmalloc.c` is this: the same, but that as long as the
   table has pymalloc, it is compiled into the functions that everybody calls. */

#define PyObject_Malloc PyObject_Malloc_by_table
#define PyObject_Free PyObject_Free_by_table
#define PyMem_Malloc PyMem_Malloc_by_table
#define PyMem_Free PyMem_Free_by_table
#include "Python.h"

/* Arenas come from `malloc`. Emscripten's `mmap` gives the same memory, but writes zeros to all of it, which
   pymalloc does not need, and looks for what it gets back in a list of all that it has given. */
#undef HAVE_MMAP

#include "object_allocator.h"
#include "obmalloc.c"
#undef PyObject_Malloc
#undef PyObject_Free
#undef PyMem_Malloc
#undef PyMem_Free

int is_of_pymalloc(void *block)
{
    return address_in_range(get_state(), block, POOL_ADDR(block));
}

/* What pymalloc does not have is for the table: large blocks, and none of no bytes. */
#define ALLOCATE(allocator, by_table)                                                             \
    if (__builtin_expect((allocator).malloc == _PyObject_Malloc, 1)) {                            \
        void *block = pymalloc_alloc(get_state(), NULL, size);                                    \
        if (__builtin_expect(block != NULL, 1)) {                                                 \
            return block;                                                                         \
        }                                                                                         \
    }                                                                                             \
    return by_table(size);

#define RELEASE(allocator, by_table)                                                              \
    if (__builtin_expect((allocator).free == _PyObject_Free && block != NULL, 1)                  \
        && __builtin_expect(pymalloc_free(get_state(), NULL, block), 1)) {                        \
        return;                                                                                   \
    }                                                                                             \
    by_table(block);

PyAPI_FUNC(void *) PyObject_Malloc(size_t size)
{
    ALLOCATE(_PyObject, PyObject_Malloc_by_table)
}

PyAPI_FUNC(void) PyObject_Free(void *block)
{
    RELEASE(_PyObject, PyObject_Free_by_table)
}

PyAPI_FUNC(void *) PyMem_Malloc(size_t size)
{
    ALLOCATE(_PyMem, PyMem_Malloc_by_table)
}

PyAPI_FUNC(void) PyMem_Free(void *block)
{
    RELEASE(_PyMem, PyMem_Free_by_table)
}
