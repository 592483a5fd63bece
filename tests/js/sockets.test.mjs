/** What needs sockets of one's own fails with an OSError: engines have none. */
import assert from "node:assert/strict";

import { py, run, test } from "./support/runtime.mjs";

test("a socket that would listen raises OSError, and the runtime goes on", () => {
  const code = `
    import socket
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
  `;
  assert.throws(() => run(code), { type: "OSError" });
  assert.throws(() => run("import socket\nsocket.socketpair()"), { type: "OSError" });
  assert.equal(py.runPython("6 * 7"), 42);
});

test("a connection that cannot be made raises OSError", () => {
  const code = `
    import socket
    with socket.socket() as client:
        client.connect(("127.0.0.1", 1))
  `;
  assert.throws(() => run(code), { type: "OSError" });
});
