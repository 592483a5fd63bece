/* The instructions of the evaluation loop: CPython's `Python/generated_cases.c.h`, but that the rare ones are
   a call of the function that has them.

   V8's limit is 8,192 virtual registers; `tests/js/evaluation-loop.test.mjs` has V8 tell how many there are. */

#undef TARGET
#define TARGET(op) case op: TARGET_##op: if (!is_frequent(op)) { goto rare; }

/* CPython calls a function here to count down to when it asks for signals; as long as nobody can send any,
   that is a call for each jump back and each call of Python's, for nothing. */
#undef CHECK_EVAL_BREAKER
#define CHECK_EVAL_BREAKER()                                                                       \
    if (__builtin_expect(                                                                          \
            Py_EMSCRIPTEN_SIGNAL_HANDLING                                                          \
            | (_Py_atomic_load_uintptr_relaxed(&tstate->eval_breaker) & _PY_EVAL_EVENTS_MASK), 0)  \
        && handle_interruption(tstate) != 0) {                                                     \
        GOTO_ERROR(error);                                                                         \
    }

#include <Python/generated_cases.c.h>

rare: {
    struct execution execution = {frame, next_instr, stack_pointer, oparg, opcode};
    execute_rare_instruction(tstate, &execution);
    frame = execution.frame;
    next_instr = execution.next_instr;
    stack_pointer = execution.stack_pointer;
    oparg = execution.oparg;
    opcode = execution.opcode;
    switch (execution.continuation) {
        case DISPATCH_OPCODE:
            goto dispatch_opcode;
        case ERROR:
            goto error;
        case EXCEPTION_UNWIND:
            goto exception_unwind;
        case START_FRAME:
            goto start_frame;
        case RESUME_FRAME:
            goto resume_frame;
    }
    Py_UNREACHABLE();
}
