// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { interruptionBy } from "./interruption.ts";

test.each([["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const)("%s is heard once, and has exit code %i", (signal, code) => {
  const sender = new EventEmitter();
  const interruption = interruptionBy(sender);
  expect(interruption.code()).toBeNull();
  sender.emit(signal, signal);
  expect(interruption.code()).toBe(code);
  expect(sender.eventNames()).toEqual([]);
});

test("when it was released, no one listens", () => {
  const sender = new EventEmitter();
  interruptionBy(sender).release();
  expect(sender.eventNames()).toEqual([]);
});

test("a terminal that fails asks as one that is closed, unless someone has asked before", () => {
  const sender = new EventEmitter();
  const [first, second] = [interruptionBy(sender), interruptionBy(sender)];
  first.interrupt("SIGHUP");
  expect([first.code(), second.code()]).toEqual([129, null]);
  sender.emit("SIGTERM", "SIGTERM");
  second.interrupt("SIGHUP");
  expect([first.code(), second.code()]).toEqual([129, 143]);
});
//# sourceMappingURL=../../.maps/demos/shell/interruption.test.ts.map
