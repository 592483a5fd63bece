/* How an object of the exact type int is freed, and what `PyObject_Free` frees: the memory of small ints is
   kept for the next ones. */

void int_free(void *block);
