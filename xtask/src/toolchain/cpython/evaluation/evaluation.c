/* CPython's evaluation loop, in two functions.

   V8 allocates the registers of a function well unless the function is huge. Then that of Node 20 (no
   longer that of Node 24) takes a quicker way, whose code is slower: 8 to 20 % here. CPython's loop is huge,
   because it has more than 200 instructions; but half of them are nearly all that ever run. So these stay
   where they are, and the others are compiled as a function of their own, from the same source:
   `Python/generated_cases.c.h`, which is included twice.

   `ceval.c` is a copy of CPython's own, beside which lies what it includes as `generated_cases.c.h`. */

#include "Python.h"
#include "pycore_emscripten_signal.h"
#include "pycore_frame.h"
#include "opcode.h"

#include "frequent.h"
#include "int_allocator.h"

/* Where the loop goes on after a rare instruction: at a label of `_PyEval_EvalFrameDefault`. */
enum continuation {
    DISPATCH_OPCODE,
    ERROR,
    EXCEPTION_UNWIND,
    START_FRAME,
    RESUME_FRAME,
};

/* The variables that instructions share. */
struct execution {
    _PyInterpreterFrame *frame;
    _Py_CODEUNIT *next_instr;
    PyObject **stack_pointer;
    int oparg;
    uint8_t opcode;
    enum continuation continuation;
};

static void *execute_rare_instruction(PyThreadState *tstate, struct execution *execution);
static int handle_interruption(PyThreadState *tstate);

/* What instructions free by themselves are ints. They are compiled twice: below, and in `ceval.c`. */
#define PyObject_Free int_free

#include "ceval.c"

#undef TARGET
#define TARGET(op) case op: if (is_frequent(op)) { Py_UNREACHABLE(); }

/* Runs one rare instruction. Its result, which nobody uses, has the type that INTERPRETER_EXIT returns; that
   one never comes here. */
static __attribute__((noinline)) void *
execute_rare_instruction(PyThreadState *tstate, struct execution *execution)
{
    _PyInterpreterFrame *frame = execution->frame;
    _Py_CODEUNIT *next_instr = execution->next_instr;
    PyObject **stack_pointer = execution->stack_pointer;
    int oparg = execution->oparg;
    uint8_t opcode = execution->opcode;
    switch (opcode) {
#include <Python/generated_cases.c.h>
        default:
            Py_UNREACHABLE();
    }

dispatch_opcode:
    execution->continuation = DISPATCH_OPCODE;
    goto done;
pop_4_error:
    stack_pointer--;
pop_3_error:
    stack_pointer--;
pop_2_error:
    stack_pointer--;
pop_1_error:
    stack_pointer--;
error:
    execution->continuation = ERROR;
    goto done;
exception_unwind:
    execution->continuation = EXCEPTION_UNWIND;
    goto done;
start_frame:
    execution->continuation = START_FRAME;
    goto done;
resume_frame:
    execution->continuation = RESUME_FRAME;
done:
    execution->frame = frame;
    execution->next_instr = next_instr;
    execution->stack_pointer = stack_pointer;
    execution->oparg = oparg;
    execution->opcode = opcode;
    return NULL;
}

/* Does what CPython does where it looks for an interruption, once there may be one. */
static __attribute__((noinline)) int handle_interruption(PyThreadState *tstate)
{
    _Py_CHECK_EMSCRIPTEN_SIGNALS_PERIODICALLY();
    uintptr_t breaker = _Py_atomic_load_uintptr_relaxed(&tstate->eval_breaker);
    return breaker & _PY_EVAL_EVENTS_MASK ? _Py_HandlePending(tstate) : 0;
}
