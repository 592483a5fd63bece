/* Entries into Python that can be suspended. The engine suspends the WebAssembly stack alone: what
   CPython knows of the running thread, and the C stack in memory, are exchanged here. Each entry has a
   C stack of its own, so that what points into it stays true while the entry is suspended. */
#define Py_BUILD_CORE 1
#include <Python.h>
#include <emscripten/em_js.h>
#include <emscripten/stack.h>
#include <stdlib.h>
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunused-parameter"
#pragma clang diagnostic ignored "-Wsign-compare"
#include <internal/pycore_interp.h>
#include <internal/pycore_pymem.h>
#pragma clang diagnostic pop

/* What so many nested C calls need as `js/src/suspend.ts` allows an entry, 400 KiB at most, and below
   them the parser, whose own limits let it take 600. Pages that are never touched cost nothing. */
#define STACK_BYTES (1024 * 1024)
/* What the C ABI wants of the stack pointer. */
#define STACK_ALIGNMENT 16

/* What a stack has of the state of a Python thread; all else belongs to the thread, and so to every
   entry: it is one thread for programs, with one identity and one set of thread-local variables. */
struct thread_part {
    int py_recursion_used;
    int c_recursion_remaining;
    int tracing;
    int what_event;
    int gilstate_counter;
    struct _PyInterpreterFrame *current_frame;
    PyObject *current_exception;
    _PyErr_StackItem *exc_info;
    _PyErr_StackItem exc_state;
    PyObject *context;
    _PyStackChunk *datastack_chunk;
    PyObject **datastack_top;
    PyObject **datastack_limit;
};

/* While the entry runs, `part` and `pointer` are those of whoever let it run; else its own. */
struct entry {
    struct thread_part part;
    uintptr_t pointer;
    int has_begun;
    int is_running;
    struct entry *next;
};

/* Entries that have ended, whose stacks the next ones get; and how many are kept for that. */
static struct entry *unused;
static unsigned unused_count;
#define MOST_UNUSED 32

/* Of the C library. */
void _emscripten_stack_restore(uintptr_t pointer);

/* The functions of JavaScript's, by the names they have in `js/src/suspend.ts`. */
EM_JS(int, jaspy_wait, (struct entry *entry), { return crossing.wait(entry); });
EM_JS(void, jaspy_resumed, (struct entry *entry), { crossing.resumed(entry); });
EM_JS(void, jaspy_finished, (struct entry *entry, unsigned tag), { crossing.finished(entry, tag); });
EM_JS(void, jaspy_left, (struct entry *entry), { crossing.left(entry); });

/* Of the crate. */
unsigned py_call_with(unsigned slot, unsigned version, unsigned count, unsigned named,
                      unsigned relaxed, unsigned address);

static void exchange_part(PyThreadState *thread, struct thread_part *other)
{
    struct thread_part own = {
        .py_recursion_used = thread->py_recursion_limit - thread->py_recursion_remaining,
        .c_recursion_remaining = thread->c_recursion_remaining,
        .tracing = thread->tracing,
        .what_event = thread->what_event,
        .gilstate_counter = thread->gilstate_counter,
        .current_frame = thread->current_frame,
        .current_exception = thread->current_exception,
        .exc_info = thread->exc_info,
        .exc_state = thread->exc_state,
        .context = thread->context,
        .datastack_chunk = thread->datastack_chunk,
        .datastack_top = thread->datastack_top,
        .datastack_limit = thread->datastack_limit,
    };
    /* The limit may have been changed meanwhile. */
    thread->py_recursion_remaining = thread->py_recursion_limit - other->py_recursion_used;
    thread->c_recursion_remaining = other->c_recursion_remaining;
    thread->tracing = other->tracing;
    thread->what_event = other->what_event;
    thread->gilstate_counter = other->gilstate_counter;
    thread->current_frame = other->current_frame;
    thread->current_exception = other->current_exception;
    thread->exc_info = other->exc_info;
    thread->exc_state = other->exc_state;
    thread->context = other->context;
    /* Context variables remember what they found by this number. */
    thread->context_ver++;
    thread->datastack_chunk = other->datastack_chunk;
    thread->datastack_top = other->datastack_top;
    thread->datastack_limit = other->datastack_limit;
    *other = own;
}

/* Lets the entry run, or whoever let it run. Neither this function nor those that call it have
   anything in memory between the calls: the C stack is another one afterwards. */
static __attribute__((noinline)) void exchange(struct entry *entry)
{
    exchange_part(PyThreadState_Get(), &entry->part);
    entry->has_begun = 1;
    entry->is_running = !entry->is_running;
    uintptr_t pointer = emscripten_stack_get_current();
    _emscripten_stack_restore(entry->pointer);
    entry->pointer = pointer;
}

/* Gives an entry that begins in a copy of the context which is current now, and so many C calls may
   nest in; null where there is no memory. */
struct entry *py_new_entry(int c_recursion_limit)
{
    PyThreadState *thread = PyThreadState_GetUnchecked();
    PyObject *context = thread == NULL ? NULL : PyContext_CopyCurrent();
    if (context == NULL) {
        PyErr_Clear();
        return NULL;
    }
    struct entry *entry = unused;
    if (entry != NULL) {
        unused = entry->next;
        unused_count--;
    } else {
        entry = malloc(sizeof(struct entry) + STACK_BYTES);
        if (entry == NULL) {
            Py_DECREF(context);
            return NULL;
        }
        entry->part = (struct thread_part){0};
    }
    entry->has_begun = 0;
    entry->is_running = 0;
    entry->part.py_recursion_used = 0;
    entry->part.c_recursion_remaining = c_recursion_limit;
    entry->part.tracing = 0;
    entry->part.gilstate_counter = 1;
    entry->part.current_frame = NULL;
    entry->part.current_exception = NULL;
    entry->part.exc_info = &thread->exc_state;
    entry->part.exc_state = (_PyErr_StackItem){0};
    entry->part.context = context;
    entry->pointer = (uintptr_t)entry + sizeof(struct entry) + STACK_BYTES;
    entry->pointer -= entry->pointer % STACK_ALIGNMENT;
    return entry;
}

/* Lets the context of the entry that runs go, which may run code. */
static __attribute__((noinline)) void end_context(void)
{
    PyThreadState *thread = PyThreadState_Get();
    thread->context_ver++;
    Py_CLEAR(thread->context);
}

/* Takes back an entry that has never begun, or has ended. */
static void free_entry(struct entry *entry)
{
    Py_CLEAR(entry->part.context);
    if (unused_count < MOST_UNUSED) {
        entry->next = unused;
        unused = entry;
        unused_count++;
        return;
    }
    for (_PyStackChunk *chunk = entry->part.datastack_chunk; chunk != NULL;) {
        _PyStackChunk *previous = chunk->previous;
        _PyObject_VirtualFree(chunk, chunk->size);
        chunk = previous;
    }
    free(entry);
}

/* Does what `py_call_with` does, in an entry. */
unsigned py_call_in_entry(struct entry *entry, unsigned slot, unsigned version, unsigned count,
                          unsigned named, unsigned relaxed, unsigned address)
{
    exchange(entry);
    unsigned tag = py_call_with(slot, version, count, named, relaxed, address);
    jaspy_finished(entry, tag);
    end_context();
    jaspy_left(entry);
    exchange(entry);
    free_entry(entry);
    return tag;
}

/* Suspends the entry that runs until JavaScript resumes it. */
void jaspy_suspend(struct entry *entry)
{
    exchange(entry);
    if (jaspy_wait(entry)) {
        /* The runtime has ended: no code of it is to run, not even to clean up. */
        __builtin_trap();
    }
    exchange(entry);
    jaspy_resumed(entry);
}

/* Lets go on whoever let the entry run, when a JavaScript exception has passed by all of it. What its
   frames held is lost, and they may still point to each other: its stacks are never used again. */
void py_abandon_entry(struct entry *entry)
{
    if (!entry->has_begun) {
        free_entry(entry);
    } else if (entry->is_running) {
        exchange(entry);
    }
}
