/** The library for Rust, by the example that is linked into a runtime of its own. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test as nodeTest } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { runtime } from "./support/new-runtime.mjs";
import { runNode } from "./support/node.mjs";

const { JASPY_XTASK } = process.env;

const EXAMPLE = fileURLToPath(new URL("../../examples/08-rust-extension", import.meta.url));

/** Builds the runtime and gives its folder. */
function build() {
  const command = ["build", "--extension", EXAMPLE, "--quick"];
  const options = { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] };
  return execFileSync(JASPY_XTASK, command, options).trim();
}

if (!JASPY_XTASK) {
  const skip = "left out: JASPY_XTASK, which `cargo xtask test` sets, names no program";
  nodeTest("an extension in Rust is linked into a runtime", { skip }, () => {});
} else {
  const folder = build();
  const { loadJaspy: load } = await import(pathToFileURL(`${folder}/jaspy.mjs`).href);

  nodeTest("the example of a Rust extension runs", async () => {
    const { stdout, stderr, code } = await runNode([`${EXAMPLE}/main.mjs`, folder]);
    assert.deepEqual({ stderr, code }, { stderr: "", code: 0 });
    assert.equal(
      stdout,
      [
        "changed by Rust and Python: https://example.org/?lang=en&page=2",
        "heard: ping",
        "summed up in JSON.parse: 6\n",
      ].join("\n"),
    );
  });

  for (const semantics of ["classic", "pep818"]) {
    const { py, run: runCode, test } = await runtime({ semantics }, load);
    const run = (code, names) => {
      py.runPython("import js, rust_web");
      return runCode(code, names);
    };

    test(`${semantics}: Rust takes and gives JavaScript objects by their types`, () => {
      const url = new URL("https://example.org/?lang=en");
      assert.equal(run("rust_web.query(url)", { url }), url.searchParams);
      assert.equal(run("rust_web.query(url) is rust_web.query(url)", { url }), true);
    });

    test(`${semantics}: an object of another type is refused`, () => {
      const refused = (argument, found) =>
        assert.throws(() => run(`rust_web.query(${argument})`), {
          type: "TypeError",
          message: new RegExp(`expected a JsProxy of type Url, not ${found}`),
        });
      refused("3", "a 'int'");
      refused("[]", "a 'list'");
      refused("js", "<module 'js'");
      refused("js.Map.new()", "\\[object Map\\]");
      refused(
        "js.Object.fromEntries([['toString', js.eval('() => { throw 1 }')]])",
        "an object whose",
      );
      refused("js.Array.new(50).fill(7)", "(7,){30} \\.\\.\\.");
    });

    test(`${semantics}: Rust hands values over, each way`, () => {
      const code = `
        calls = []
        def hook(key, value):
            calls.append((key, value if isinstance(value, (int, str, type(None))) else "object"))
            return value * 2 if isinstance(value, int) else value
        result = rust_web.parse_json('{"a": 1, "ä": ["x", null]}', hook)
        assert [call[0] for call in calls] == ["a", "0", "1", "ä", ""], calls
        assert calls[0] == ("a", 1) and calls[1] == ("0", "x") and calls[4] == ("", "object")
        result
      `;
      const parsed = run(code);
      assert.equal(parsed.a, 2);
      assert.equal(parsed.ä[0], "x");
    });

    test(`${semantics}: a Python exception passes through JavaScript that Rust calls`, () => {
      const code = `
        error = KeyError("k")
        def hook(key, value):
            raise error
        try:
            rust_web.parse_json("[1]", hook)
        except KeyError as caught:
            same = caught is error
        same
      `;
      assert.equal(run(code), true);
    });

    test(`${semantics}: what JavaScript throws reaches Python and JavaScript as it is`, () => {
      const error = new RangeError("too far");
      const hook = () => {
        throw error;
      };
      assert.throws(
        () => run("rust_web.parse_json('[1]', hook)", { hook }),
        (thrown) => thrown === error,
      );
      const code = `
        from jaspy.ffi import JsException
        try:
            rust_web.parse_json("[1,", print)
        except JsException as error:
            name = error.name
        name
      `;
      assert.equal(run(code), "SyntaxError");
    });

    test(`${semantics}: Rust, Python and JavaScript call one another again`, () => {
      const code = `
        def hook(key, value):
            return again(value - 1) if key and value else value
        rust_web.parse_json(f"[{n}]", hook)
      `;
      const again = (n) => run(code, { n, again })[0] + 1;
      assert.equal(again(5), 6);
    });

    test(`${semantics}: Rust takes Python while that waits for a device`, () => {
      const { parse } = JSON;
      let revive;
      JSON.parse = (text, given) => {
        revive = given;
        return parse(text, given);
      };
      const seen = [];
      py.setStdout({
        write(bytes) {
          // Python has released its thread for as long as this takes.
          if (seen.length === 0) {
            seen.push("first");
            seen.push(revive("inner", 5));
          }
          return bytes.length;
        },
      });
      try {
        const code = `
          def hook(key, value):
              print(key)
              return value * 2 if isinstance(value, int) else value
          [*rust_web.parse_json("[1]", hook)] == [2]
        `;
        assert.equal(run(code), true);
      } finally {
        JSON.parse = parse;
        py.setStdout();
      }
      assert.deepEqual(seen, ["first", 10]);
    });

    test(`${semantics}: endless recursion through Rust ends in RecursionError`, () => {
      const code = `
        def hook(key, value):
            return again()
        try:
            rust_web.parse_json("[1]", hook)
        except RecursionError as error:
            said = str(error)
        said
      `;
      const again = () => py.runPython("rust_web.parse_json('[1]', hook)");
      assert.match(run(code, { again }), /^maximum recursion depth exceeded/);
      assert.equal(py.runPython("1 + 1"), 2);
    });

    test(`${semantics}: an exception is a value for JavaScript, and comes back as it was`, () => {
      const controller = new AbortController();
      const code = `
        error = KeyError("k")
        rust_web.abort(controller, error)
        controller.signal.reason is error
      `;
      assert.equal(run(code, { controller }), true);
      assert.equal(controller.signal.reason.type, "KeyError");
    });

    test(`${semantics}: a listener hears events until it is closed`, () => {
      const target = new EventTarget();
      const kept = [];
      const { addEventListener } = target;
      target.addEventListener = (kind, listener) => {
        kept.push(listener);
        addEventListener.call(target, kind, listener);
      };
      const code = `
        seen = []
        def listener(event):
            seen.append(event.type)
            if len(seen) == 2:
                listening.close()
        with rust_web.listen(target, "ping", listener) as listening:
            assert listening.listener is listener
            for _ in range(3):
                target.dispatchEvent(js.Event.new("ping"))
        assert listening.listener is None
        len(seen)
      `;
      assert.equal(run(code, { target }), 2);
      assert.throws(() => kept[0](new Event("ping")), /already been destroyed/);
    });

    test(`${semantics}: a listener that nobody has is closed`, () => {
      const target = new EventTarget();
      const code = `
        seen = []
        rust_web.listen(target, "ping", seen.append)
        target.dispatchEvent(js.Event.new("ping"))
        len(seen)
      `;
      assert.equal(run(code, { target }), 0);
    });

    test(`${semantics}: JavaScript owns the listener that Rust leaves to it`, () => {
      const target = new EventTarget();
      run("seen = []\nrust_web.once(target, 'ping', lambda event: seen.append(1))", { target });
      target.dispatchEvent(new Event("ping"));
      target.dispatchEvent(new Event("ping"));
      assert.equal(run("len(seen)"), 1);
    });
  }
}
