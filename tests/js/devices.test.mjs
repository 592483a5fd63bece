/** Devices and file systems whose functions are JavaScript's, and throw. */
import assert from "node:assert/strict";

import { py, run, runtime, test } from "./support/runtime.mjs";

// Made here: the file system keeps them, and what they close over.
const ALWAYS = { open() {}, close() {} };

/** Registers a device at a path; gives what `console.error` is told while `body` runs. */
function withDevice({ FS }, path, operations, body) {
  const number = FS.makedev(90, path.length);
  FS.registerDevice(number, { ...ALWAYS, ...operations });
  FS.mkdev(path, 0o666, number);
  const told = [];
  const { error } = console;
  console.error = (...args) => told.push(args);
  try {
    body();
  } finally {
    console.error = error;
    FS.unlink(path);
  }
  return told;
}

test("what a device throws is an OSError and is told, and the runtime goes on", () => {
  const reason = new RangeError("out of paper");
  const operations = {
    read() {
      throw reason;
    },
    write() {
      throw reason;
    },
  };
  const failing = (mode, action) => `
    try:
        with open("/dev/printer", "${mode}", 0) as file:
            file.${action}
    except OSError as error:
        number = error.errno
    number
  `;
  const told = withDevice(py, "/dev/printer", operations, () => {
    const EIO = run("import errno\nerrno.EIO");
    assert.equal(run(failing("wb", "write(b'a')")), EIO);
    assert.equal(run(failing("rb", "read(5)")), EIO);
  });
  assert.deepEqual(
    told.map(([, error]) => error),
    [reason, reason],
  );
  assert.match(told[0][0], /Python's files/);
  assert.equal(run("6 * 7"), 42);
});

test("an error number that a device throws is the OSError's own", () => {
  const operations = {
    read() {
      throw new py.FS.ErrnoError(run("import errno\nerrno.ENODEV"));
    },
  };
  const told = withDevice(py, "/dev/gone", operations, () => {
    assert.throws(() => run("open('/dev/gone', 'rb', 0).read(1)"), {
      type: "OSError",
      message: /No such device/,
    });
  });
  assert.deepEqual(told, []);
});

test("a device calls Python, and what that raises is told", () => {
  const operations = {
    write(_stream, _buffer, _offset, length) {
      py.runPython("written.append(1)\nif len(written) == 2: raise KeyError('full')");
      return length;
    },
  };
  const code = `
    written = []
    with open("/dev/callback", "wb", 0) as file:
        file.write(b"a")
        try:
            file.write(b"b")
        except OSError:
            written.append("refused")
    len(written)
  `;
  const told = withDevice(py, "/dev/callback", operations, () => assert.equal(run(code), 3));
  assert.equal(told[0][1].type, "KeyError");
});

test("a device panics, and the runtime goes on", async () => {
  const { py: other } = await runtime({});
  const operations = {
    write() {
      other.debug.panic("no");
    },
  };
  const told = withDevice(other, "/dev/end", operations, () => {
    assert.throws(() => other.runPython("open('/dev/end', 'wb', 0).write(b'a')"), {
      type: "OSError",
    });
  });
  assert.equal(told[0][1].type, "PanicException");
  other.destroy();
});
