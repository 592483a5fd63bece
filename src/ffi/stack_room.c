/* How JavaScript's stack is measured: by frames so large that the engine has to look whether there is
   room for them. Engines throw RangeError at the beginning of a function, before any of it has run. */
#include <Python.h>

/* As many values as a frame keeps; it is eight bytes larger for each. */
#define EACH(use) THOUSAND(use, 0) THOUSAND(use, 1) THOUSAND(use, 2) THOUSAND(use, 3)
#define THOUSAND(use, a)                                                                          \
    HUNDRED(use, a##0) HUNDRED(use, a##1) HUNDRED(use, a##2) HUNDRED(use, a##3)                   \
    HUNDRED(use, a##4) HUNDRED(use, a##5) HUNDRED(use, a##6) HUNDRED(use, a##7)                   \
    HUNDRED(use, a##8) HUNDRED(use, a##9)
#define HUNDRED(use, a)                                                                           \
    TEN(use, a##0) TEN(use, a##1) TEN(use, a##2) TEN(use, a##3) TEN(use, a##4)                    \
    TEN(use, a##5) TEN(use, a##6) TEN(use, a##7) TEN(use, a##8) TEN(use, a##9)
#define TEN(use, a)                                                                               \
    use(a##0) use(a##1) use(a##2) use(a##3) use(a##4) use(a##5) use(a##6) use(a##7)               \
    use(a##8) use(a##9)

/* The leading 1 keeps the names from being octal numbers. */
#define LOAD(name) long long value_1##name = values[1##name - 10000];
#define STORE(name) values[1##name - 10000] = value_1##name;

/* Uses so many frames, one in the other. `values` is always null, which no compiler knows: if it were
   not, all values of a frame would have to be kept over the call. */
__attribute__((noinline, disable_tail_calls)) static int use_frames(
    int frames, volatile long long *values)
{
    if (values != 0) {
        EACH(LOAD)
        int used = use_frames(frames, values + 1);
        EACH(STORE)
        return used;
    }
    return frames == 0 ? 0 : use_frames(frames - 1, values) + 1;
}

static volatile long long *volatile nothing = 0;

/* Returns where there is room for so many frames of 32 kB, or Python runs already, for then JavaScript
   looks and RecursionError is raised; else the engine throws. */
void jaspy_need_stack(int frames)
{
    PyThreadState *thread = PyThreadState_GetUnchecked();
    if (thread != NULL && thread->current_frame == NULL) {
        use_frames(frames - 1, nothing);
    }
}
