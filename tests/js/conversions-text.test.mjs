import fc from "fast-check";
import { assert } from "./support/assert-copies.mjs";
import { inBothSemantics } from "./support/both-semantics.mjs";
import { textOfWidth, WIDTHS } from "./support/text.mjs";

await inBothSemantics(({ py, run, test, semantics }) => {
  const anyText = fc
    .array(
      fc.oneof(
        fc.nat(0x7f),
        fc.nat(0xff),
        fc.integer({ min: 0xd700, max: 0xe000 }),
        fc.nat(0xffff),
      ),
    )
    .map((units) => String.fromCharCode(...units));

  for (const width of WIDTHS) {
    for (const length of [0, 1, 2 ** 20]) {
      test(`${length} characters of ${width} bytes arrive in both directions`, () => {
        const text = textOfWidth(width, length);
        const same = run("length == len(text) and text", { text, length });
        assert.ok(same === text);
      });
    }
  }

  test("a long text made in Python is the one that JavaScript makes", () => {
    assert.ok(
      py.runPython("'\\U0001f40d\\0\\ud800' * 2**18") === "\u{1f40d}\0\ud800".repeat(2 ** 18),
    );
    assert.ok(py.runPython("'\\xe9' * 2**20") === "\xe9".repeat(2 ** 20));
    assert.ok(py.runPython("'\\u20ac' * 2**20") === "\u20ac".repeat(2 ** 20));
  });

  test("a byte order mark at the start of a long text stays", () => {
    const same = run("lambda text: text if text[0] == '\\ufeff' else 'lost'");
    for (const rest of ["a", "\xff", "\u20ac", "\u{1f40d}"]) {
      const text = `\ufeff${rest.repeat(5000)}`;
      assert.ok(same(text) === text, rest);
    }
  });

  test("a text is not taken for ASCII wherever its one other character is", () => {
    const echo = run("lambda text: text");
    for (const length of [127, 129, 20_000]) {
      for (const at of [0, 1, length >> 1, length - 1]) {
        for (const other of ["\x80", "\u20ac", "\ud800"]) {
          const text = `${"a".repeat(at)}${other}${"b".repeat(length - at - 1)}`;
          assert.ok(
            echo(text) === text,
            `${length}: U+${other.charCodeAt(0).toString(16)} at ${at}`,
          );
        }
      }
    }
  });

  test("any text of 16-bit units comes back as it went", () => {
    const echo = run("lambda text: text");
    fc.assert(fc.property(anyText, (text) => echo(text) === text));
  });

  test("any text has in Python the code points that it has in JavaScript", () => {
    const describe = run("lambda text: ' '.join(format(ord(c), 'x') for c in text)");
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(describe(text), [...text].map((c) => c.codePointAt(0).toString(16)).join(" "));
      }),
    );
  });

  test("the two halves of a pair become one code point when they meet in JavaScript", () => {
    assert.equal(run("len(join('\\ud83d', '\\udc0d'))", { join: (a, b) => a + b }), 1);
  });

  if (semantics === "classic") {
    test("text works as a key on both sides", () => {
      const key = "\ud800 \u{1f40d} \0";
      const target = {};
      run("target[key] = {key: key}", { target, key });
      assert.deepEqual(target, { [key]: { [key]: key } });
    });
  }

  test("many different texts leave nothing behind", () => {
    const texts = Array.from({ length: 5000 }, (_, i) => `text number ${i}`);
    assert.equal(run("sum(len(each) for each in texts)", { texts }), texts.join("").length);
  });
});
