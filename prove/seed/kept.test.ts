import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readKept, writeKept } from "./kept.ts";

const folder = mkdtempSync(join(tmpdir(), "kept-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "1.kept");
const head = { key: "k", data: { "a.txt": "00" }, count: 12, steps: [1, [2, 3]], seconds: 4.5 };

test.each([["bytes", Uint8Array.of(0, 10, 255, 10)], ["no bytes", new Uint8Array()]])("%s come back as they were kept, and what was kept before is gone", (_, bytes) => {
  writeKept(path, { head, bytes: Uint8Array.of(1) });
  writeKept(path, { head, bytes });
  const read = readKept(path);
  expect(read?.head).toMatchObject(head);
  expect([...(read?.bytes ?? [])]).toEqual([...bytes]);
});

test("a file that is cut anywhere, or changed, is none", () => {
  writeKept(path, { head, bytes: Uint8Array.of(5, 6, 7, 8) });
  const whole = readFileSync(path);
  for (let length = 0; length < whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    expect(readKept(path)).toBeNull();
  }
  writeFileSync(path, Buffer.from([...whole.subarray(0, -1), 9]));
  expect(readKept(path)).toBeNull();
});

test("where nothing was kept there is nothing", () => {
  expect(readKept(join(folder, "2.kept"))).toBeNull();
});
