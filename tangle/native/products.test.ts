import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { installProducts, listProducts, productList, productsIn, programAround } from "./products.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "products-"));
  mkdirSync(join(folder, "output/cache"), { recursive: true });
  writeFileSync(join(folder, "output/cache/a.node"), "");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  globalThis.bookBuild = undefined;
});

test("a program finds the products that are listed beside it, and no others", () => {
  listProducts(folder, new Map([["a.node", join(folder, "output/cache/a.node")], ["gone.node", join(folder, "gone.node")]]));
  installProducts(folder);
  expect([globalThis.bookBuild?.("a.node"), globalThis.bookBuild?.("gone.node"), globalThis.bookBuild?.("b.node")]).toEqual([join(folder, "output/cache/a.node"), undefined, undefined]);
});

test("the list moves with its folder", () => {
  listProducts(folder, new Map([["a.node", join(folder, "output/cache/a.node")]]));
  renameSync(folder, `${folder}-moved`);
  folder = `${folder}-moved`;
  expect([...productsIn(folder).values()]).toEqual([join(folder, "output/cache/a.node")]);
});

test.each(["", "{", "[]", '{"a.node": 1}'])("a list that says %j lists nothing", (text) => {
  writeFileSync(join(folder, productList), text);
  expect(productsIn(folder).size).toBe(0);
});

test("a list that is right already is not written again", () => {
  listProducts(folder, new Map());
  expect(readFileSync(join(folder, productList), "utf8")).toBe("{}\n");
  const refusing = () => { throw new Error("nothing is to be written"); };
  expect(() => listProducts(folder, new Map(), { mkdir: refusing, write: refusing, copy: refusing, rename: refusing, unlink: refusing, rmdir: refusing, chmod: refusing, link: refusing, discard: refusing })).not.toThrow();
});

test("a test belongs to the program around it: the nearest folder with `src/` on its way and `book/` beside that", () => {
  mkdirSync(join(folder, "book"));
  mkdirSync(join(folder, "output/one/book"), { recursive: true });
  expect(programAround(join(folder, "src/a/src/x.test.ts"))).toBe(folder);
  expect(programAround(join(folder, "output/one/src/x.test.ts"))).toBe(join(folder, "output/one"));
  expect(programAround(join(folder, "tools/x.test.ts"))).toBeNull();
});
