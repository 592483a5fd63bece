/* What others may ask CPython's allocator of objects. */

/* Whether a block is small enough (512 bytes) that pymalloc has it, not `malloc`. */
int is_of_pymalloc(void *block);
