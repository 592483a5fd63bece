/** Small programs that use Python alone, in the manner of pyperformance. */
import { once } from "../case.mjs";

const PROGRAMS = {
  fibonacci: `
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def program(): fib(18)`,
  nbody: `
from math import sqrt
def program():
    bodies = [[i * 1.1, i * 0.7, i * 0.3, 0.1, 0.2, 0.3, 1.0 + i] for i in range(5)]
    for _ in range(100):
        for i in range(5):
            a = bodies[i]
            for j in range(i + 1, 5):
                b = bodies[j]
                dx, dy, dz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
                d = dx * dx + dy * dy + dz * dz + 0.01
                mag = 0.01 / (d * sqrt(d))
                a[3] -= dx * b[6] * mag
                b[3] += dx * a[6] * mag
        for a in bodies: a[0] += 0.01 * a[3]`,
  fannkuch: `
def program():
    n = 6
    p = list(range(n)); q = [0] * n; best = 0; r = n
    while True:
        while r != 1:
            q[r - 1] = r; r -= 1
        flips = 0; c = p[:]
        while c[0]:
            k = c[0]; c[:k + 1] = c[k::-1]; flips += 1
        best = max(best, flips)
        while True:
            if r == n: return best
            p.insert(r, p.pop(0)); q[r] -= 1
            if q[r] > 0: break
            r += 1`,
  spectral_norm: `
def program():
    n = 24
    u = [1.0] * n
    def row(i, v): return sum(v[j] / ((i + j) * (i + j + 1) / 2 + i + 1) for j in range(n))
    for _ in range(3): u = [row(i, u) for i in range(n)]`,
  mandelbrot: `
def program():
    total = 0
    for y in range(24):
        for x in range(24):
            z = 0j; c = complex(x / 12 - 1.5, y / 12 - 1)
            for i in range(30):
                if abs(z) > 2: break
                z = z * z + c
            total += i
    return total`,
  sieve: `
def program():
    n = 20_000; flags = bytearray([1]) * n
    for i in range(2, 142):
        if flags[i]: flags[i * i::i] = bytes(len(range(i * i, n, i)))
    return sum(flags)`,
  queens: `
def solve(n, row, columns, left, right):
    if row == n: return 1
    return sum(solve(n, row + 1, columns | 1 << c, left | 1 << (row + c), right | 1 << (row - c + n))
        for c in range(n) if not (columns >> c & 1 or left >> (row + c) & 1 or right >> (row - c + n) & 1))
def program(): solve(6, 0, 0, 0, 0)`,
  sort: `
def program():
    x = 1; values = []
    for _ in range(5000):
        x = x * 1103515245 + 12345 & 0x7fffffff
        values.append(x)
    values.sort(); sorted(values, key=lambda v: -v)`,
  dict_of_words: `
TEXT = "the quick brown fox jumps over the lazy dog and runs away from the other fox " * 30
def program():
    counts = {}
    for word in TEXT.split(): counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))`,
  strings: `
def program():
    parts = []
    for i in range(1000): parts.append("{}-{:04d}".format(i, i).upper().replace("-", "_"))
    return "".join(parts).find("zz")`,
  classes: `
class Vector:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x = x; self.y = y
    def __add__(self, other): return Vector(self.x + other.x, self.y + other.y)
    def dot(self, other): return self.x * other.x + self.y * other.y
def program():
    total = Vector(0, 0)
    for i in range(1500):
        total = total + Vector(i, -i); total.dot(total)`,
  generators: `
def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)
def program(): return sum(tree(10))`,
  closures: `
def adder(n): return lambda x: x + n
def program():
    x = 0
    for f in [adder(i) for i in range(100)] * 20: x = f(x)
    return x`,
  exceptions: `
def program():
    caught = 0
    for i in range(1000):
        try:
            if i % 2: raise ValueError(i)
        except ValueError: caught += 1
    return caught`,
  comprehension: `
def program(): return sum([x * y for x in range(60) for y in range(60) if (x + y) % 3])`,
  big_ints: `
def program():
    a, b = 0, 1
    for _ in range(1500): a, b = b, a + b
    return a % 1_000_007`,
  matrix: `
def program():
    n = 18
    a = [[i * j % 7 for j in range(n)] for i in range(n)]
    return [[sum(a[i][k] * a[k][j] for k in range(n)) for j in range(n)] for i in range(n)]`,
  levenshtein: `
def program():
    a, b = "kitten sitting on the mitten" * 2, "sitting kitten in the kitchen" * 2
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        before, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            before, row[j + 1] = row[j + 1], min(row[j] + 1, row[j + 1] + 1, before + (x != y))
    return row[-1]`,
  json: `
import json
DATA = {"rows": [{"id": i, "name": "name %d" % i, "tags": ["a", "b"], "price": i / 3} for i in range(80)]}
def program(): json.loads(json.dumps(DATA))`,
  regular_expressions: `
import re
TEXT = "Ada Lovelace <ada@example.org>, Alan Turing <alan@example.org>; " * 20
PATTERN = re.compile(r"(\\w+) (\\w+) <([a-z]+)@([a-z]+)\\.org>")
def program(): PATTERN.sub(r"\\2, \\1", TEXT)`,
};

export const INTERPRETER = Object.entries(PROGRAMS).map(([name, source]) =>
  once({
    group: "the interpreter itself",
    name: `program ${name}`,
    setup: source,
    body: ({ get }) => get("program"),
  }),
);
