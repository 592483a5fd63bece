/** Forgetting what a test did in Python. */

const SUPPORT = `
import sys, types

support = types.ModuleType("jaspy_test_support")
exec('''
import __main__, gc, sys

def reset(module):
    for name in set(vars(__main__)) - kept:
        del vars(__main__)[name]
    for name in "last_exc", "last_type", "last_value", "last_traceback":
        vars(sys).pop(name, None)
    # Modules of JavaScript objects hold those objects.
    for name in [name for name in sys.modules if name.startswith("js.")]:
        del sys.modules[name]
    gc.collect()
''', vars(support))
sys.modules[support.__name__] = support
# A proxy of the global object lasts as long as the module that caches it.
import js, pyodide
del support, types, sys, js, pyodide
__import__("jaspy_test_support").kept = set(globals())
`;

/** A function that removes every global name and remembered exception which came after this call. */
export function namespaceReset(py) {
  py.runPython(SUPPORT);
  const module = py.pyimport("jaspy_test_support");
  const { reset } = module;
  // With some semantics a function ends with the proxy that it was read from.
  return () => reset(module);
}
