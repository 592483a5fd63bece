/* A C extension for the tests: it calls back, raises, and keeps state. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>

typedef struct {
  PyObject_HEAD
  Py_ssize_t count;
} Tally;

static PyObject *tally_add(Tally *self, PyObject *number) {
  Py_ssize_t n = PyLong_AsSsize_t(number);
  if (n == -1 && PyErr_Occurred()) return NULL;
  self->count += n;
  return PyLong_FromSsize_t(self->count);
}

static PyMethodDef tally_methods[] = {
    {"add", (PyCFunction)tally_add, METH_O, "Add a number."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot tally_slots[] = {
    {Py_tp_methods, tally_methods},
    {0, NULL},
};

static PyType_Spec tally_spec = {
    .name = "tally.Tally",
    .basicsize = sizeof(Tally),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = tally_slots,
};

static PyObject *hypotenuse(PyObject *module, PyObject *args) {
  double a, b;
  if (!PyArg_ParseTuple(args, "dd", &a, &b)) return NULL;
  return PyFloat_FromDouble(hypot(a, b));
}

static PyObject *call_with(PyObject *module, PyObject *args) {
  PyObject *callable, *argument;
  if (!PyArg_ParseTuple(args, "OO", &callable, &argument)) return NULL;
  return PyObject_CallOneArg(callable, argument);
}

static PyMethodDef functions[] = {
    {"hypotenuse", hypotenuse, METH_VARARGS, "The longest side."},
    {"call_with", call_with, METH_VARARGS, "Call something with one argument."},
    {NULL, NULL, 0, NULL},
};

static int tally_exec(PyObject *module) {
  PyObject *type = PyType_FromSpec(&tally_spec);
  if (type == NULL) return -1;
  return PyModule_Add(module, "Tally", type);
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, tally_exec},
    {0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "tally",
    .m_methods = functions,
    .m_slots = module_slots,
};

PyMODINIT_FUNC PyInit_tally(void) { return PyModuleDef_Init(&definition); }
