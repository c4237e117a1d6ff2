// Tangled from book/interlude-c-the-graphics-processor/05-a-training-step-on-the-device.md. Edit the book, then: npm run tangle
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { blockingConnection, sleepUntilAnswered } from "./blocking.ts";

test("a notice without an answer wakes nobody", () => {
  const words = new Int32Array(new SharedArrayBuffer(4));
  const notices = `const words = require("node:worker_threads").workerData;
    for (let i = 0; i < 50; i++) { Atomics.wait(words, 0, 0, 1); Atomics.notify(words, 0); }
    Atomics.store(words, 0, 1);
    Atomics.notify(words, 0);`;
  const worker = new Worker(notices, { eval: true, workerData: words });
  sleepUntilAnswered(words);
  expect(Atomics.load(words, 0)).toBe(1);
  void worker.terminate();
});

test("what is sent before a read is done when it returns, and bytes are those of their time", () => {
  const connection = blockingConnection();
  connection.send({ kind: "buffer", id: 0, bytes: 8 });
  const bytes = Uint8Array.of(9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9).subarray(3, 11);
  connection.send({ kind: "write", id: 0, at: 0, bytes });
  bytes.fill(0);
  expect([...new Uint8Array(connection.readSync(0, 4, 8))]).toEqual([5, 6, 7, 8]);
  connection.close();
  expect(() => connection.readSync(0, 0, 4)).toThrow("the device was lost (destroyed)");
});

test("without the package and in a page it says why there is none", () => {
  const getBuiltinModule = process.getBuiltinModule;
  try {
    process.getBuiltinModule = (() => undefined) as never;
    expect(() => blockingConnection()).toThrow("in a page a device is opened by `await openWebGpu()`, and cannot be read at once");
  } finally {
    process.getBuiltinModule = getBuiltinModule;
  }
});
//# sourceMappingURL=../../.maps/backends/webgpu/blocking.test.ts.map
