/* Whether an instruction runs often enough to be part of the loop's own function.

   Those that do are, by number, nearly all that ran in the programs of the benchmark and in a dozen
   modules of the standard library, and those whose few nanoseconds somebody would miss. There is room for
   few more: `generated_cases.c.h` says why. */
static inline __attribute__((always_inline)) int is_frequent(int opcode)
{
    switch (opcode) {
        case BINARY_OP: case BINARY_OP_ADD_FLOAT: case BINARY_OP_ADD_INT:
        case BINARY_OP_ADD_UNICODE: case BINARY_OP_MULTIPLY_FLOAT: case BINARY_OP_MULTIPLY_INT:
        case BINARY_OP_SUBTRACT_FLOAT: case BINARY_OP_SUBTRACT_INT: case BINARY_SUBSCR:
        case BINARY_SUBSCR_DICT: case BINARY_SUBSCR_LIST_INT: case BINARY_SUBSCR_STR_INT:
        case BINARY_SUBSCR_TUPLE_INT: case BUILD_LIST: case BUILD_SLICE: case BUILD_TUPLE:
        case CALL: case CALL_BUILTIN_CLASS: case CALL_BUILTIN_FAST: case CALL_BUILTIN_O:
        case CALL_ISINSTANCE: case CALL_KW: case CALL_LEN: case CALL_LIST_APPEND:
        case CALL_METHOD_DESCRIPTOR_FAST: case CALL_METHOD_DESCRIPTOR_NOARGS:
        case CALL_METHOD_DESCRIPTOR_O: case CALL_NON_PY_GENERAL: case CALL_PY_EXACT_ARGS:
        case CALL_PY_GENERAL: case COMPARE_OP: case COMPARE_OP_FLOAT: case COMPARE_OP_INT:
        case COMPARE_OP_STR: case CONTAINS_OP: case CONTAINS_OP_DICT: case CONTAINS_OP_SET:
        case COPY: case COPY_FREE_VARS: case END_FOR: case END_SEND: case EXTENDED_ARG:
        case FORMAT_SIMPLE: case FOR_ITER: case FOR_ITER_GEN: case FOR_ITER_LIST:
        case FOR_ITER_RANGE: case FOR_ITER_TUPLE: case GET_ITER: case INTERPRETER_EXIT: case IS_OP:
        case JUMP_BACKWARD: case JUMP_BACKWARD_NO_INTERRUPT: case JUMP_FORWARD: case LIST_APPEND:
        case LOAD_ATTR: case LOAD_ATTR_INSTANCE_VALUE: case LOAD_ATTR_METHOD_NO_DICT:
        case LOAD_ATTR_METHOD_WITH_VALUES: case LOAD_ATTR_MODULE: case LOAD_ATTR_SLOT:
        case LOAD_CONST: case LOAD_DEREF: case LOAD_FAST: case LOAD_FAST_AND_CLEAR:
        case LOAD_FAST_LOAD_FAST: case LOAD_GLOBAL_BUILTIN: case LOAD_GLOBAL_MODULE: case LOAD_NAME:
        case MAKE_CELL: case MAKE_FUNCTION: case MAP_ADD: case NOP: case POP_JUMP_IF_FALSE:
        case POP_JUMP_IF_NONE: case POP_JUMP_IF_NOT_NONE: case POP_JUMP_IF_TRUE: case POP_TOP:
        case PUSH_NULL: case RESUME_CHECK: case RETURN_CONST: case RETURN_GENERATOR:
        case RETURN_VALUE: case SEND_GEN: case SET_FUNCTION_ATTRIBUTE: case STORE_ATTR:
        case STORE_ATTR_INSTANCE_VALUE: case STORE_ATTR_SLOT: case STORE_DEREF: case STORE_FAST:
        case STORE_FAST_LOAD_FAST: case STORE_FAST_STORE_FAST: case STORE_NAME: case STORE_SUBSCR:
        case STORE_SUBSCR_DICT: case STORE_SUBSCR_LIST_INT: case SWAP: case TO_BOOL:
        case TO_BOOL_BOOL: case TO_BOOL_INT: case TO_BOOL_NONE: case UNARY_NEGATIVE: case UNARY_NOT:
        case UNPACK_SEQUENCE_TWO_TUPLE: case YIELD_VALUE:
            return 1;
        default:
            return 0;
    }
}
