# How CPython is compiled for wasm: as its own Makefile has it, but for the following.
include Makefile

# What runs Python code is compiled as one, so that a function of one file can become part of those of
# another: calls are dear in WebAssembly.
CORE_FILES = ceval errors frame gc intrinsics pystate specialize traceback
CORE_OBJECTS = abstract boolobject bytesobject call cellobject classobject codeobject descrobject \
	dictobject exceptions floatobject frameobject funcobject genobject iterobject listobject \
	longobject methodobject object obmalloc rangeobject setobject sliceobject tupleobject \
	typeobject unicodeobject weakrefobject
CORE = $(CORE_FILES:%=Python/%.o) $(CORE_OBJECTS:%=Objects/%.o)

$(CORE) core.o: PY_CORE_CFLAGS += -flto

core.o: $(CORE)
	$(CC) -r $(PY_CORE_CFLAGS) -o $@ $(CORE)

LIBRARY_OBJS := core.o $(filter-out $(CORE),$(LIBRARY_OBJS))

$(LIBRARY): core.o

Objects/obmalloc.o: object_allocator.c object_allocator.h
	$(CC) -c $(PY_CORE_CFLAGS) -I. -I$(srcdir)/Objects -o $@ $<

Objects/longobject.o: int_allocator.c int_allocator.h object_allocator.h
	$(CC) -c $(PY_CORE_CFLAGS) -I. -I$(srcdir)/Objects -o $@ $<

Python/ceval.o: evaluation/evaluation.c evaluation/ceval.c int_allocator.h
	$(CC) -c $(PY_CORE_CFLAGS) -I. -I$(srcdir) -I$(srcdir)/Python -o $@ $<

evaluation/ceval.c: $(srcdir)/Python/ceval.c
	cp $< $@
