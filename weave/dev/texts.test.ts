import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { textReader } from "./texts.ts";

const folder = mkdtempSync(join(tmpdir(), "texts-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "a.md");

test("a file is read again where its length or its time is another, and where it is too young to tell", () => {
  writeFileSync(path, "one");
  const { mtime } = statSync(path);
  const put = (text: string, time = mtime): void => {
    writeFileSync(path, text);
    utimesSync(path, time, time);
  };
  let clock = mtime.getTime() + 10;
  const read = textReader(() => clock);
  put("one");
  expect(read(path)).toBe("one");
  put("two");
  expect(read(path), "saved twice within a tick of the clock").toBe("two");
  clock += 60_000;
  expect(read(path)).toBe("two");
  put("six");
  expect(read(path), "what nobody could have saved so is not seen, so that it is known not to be read").toBe("two");
  put("seven");
  expect(read(path)).toBe("seven");
  put("eight", new Date(mtime.getTime() + 1000));
  expect(read(path)).toBe("eight");
  expect(readFileSync(path, "utf8")).toBe("eight");
});

test("a file that is gone has no text, and has one when it is there again", () => {
  const read = textReader(() => Number.MAX_SAFE_INTEGER);
  writeFileSync(path, "one");
  expect(read(path)).toBe("one");
  rmSync(path);
  expect(read(path)).toBeNull();
  writeFileSync(path, "two");
  expect(read(path)).toBe("two");
});
