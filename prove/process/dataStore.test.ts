import { createHash } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { smallBook } from "../testing/smallBook.ts";
import { dataStore } from "./dataStore.ts";

const book = smallBook({ "01-a/index.md": "# A\n", "data/deep/beans.txt": "arabica\n" });
afterAll(() => book.remove());

test("what was read is noted with its hash", () => {
  const { read, seen } = dataStore(book.root);
  expect(seen()).toEqual({});
  expect(read("deep/beans.txt")).toBe("arabica\n");
  expect(seen()).toEqual({ "deep/beans.txt": createHash("sha256").update("arabica\n").digest("hex") });
});

test.each(["../book.yml", "/etc/hostname", "deep/../../book.yml", "./deep/beans.txt", "deep//beans.txt"])("a name that leads out of the folder or round about is none: %s", (name) => {
  expect(() => dataStore(book.root).read(name)).toThrow(new RangeError(`\`${name}\` is no name of a file in \`book/data\``));
});

test("a file that is not there is named", () => {
  expect(() => dataStore(book.root).read("rye.txt")).toThrow(new Error("there is no data file `book/data/rye.txt`"));
});
