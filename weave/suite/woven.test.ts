import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { weaveOnce, type Wove } from "./woven.ts";

let root = "";
// one book for all tests, in their order: each weaving takes seconds
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "woven-once-"));
  write("book/contents.md", "# Small\n\n- [One](one.md)\n");
  write("book/book.yml", "title: Small\ndate: 2026-01-02\n");
  write("book/one.md", "# One\n\nBefore.\n");
});
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const weave = (when: "stale" | "always" = "stale"): Wove => weaveOnce({ root, editions: ["html"], when });
const page = (): string => readFileSync(join(root, "output/html/one.html"), "utf8");

test("an edition is woven when it is missing or old, or was replaced, and else left as it is", () => {
  expect(weave()).toBe("woven");
  expect(page()).toContain("Before.");
  expect(weave()).toBe("as they were");
  write("book/one.md", "# One\n\nAfter.\n");
  expect(weave()).toBe("woven");
  expect(page()).toContain("After.");
  rmSync(join(root, "output/html"), { recursive: true });
  mkdirSync(join(root, "output/html"));
  expect(weave()).toBe("woven");
  expect(page()).toContain("After.");
});

test("`always` weaves it with nothing that is kept but verdicts", () => {
  for (const path of ["verdicts/k.json", "sections/k"]) write(`output/.cache/${path}`, "kept");
  expect(weave("always")).toBe("woven");
  expect(readFileSync(join(root, "output/.cache/verdicts/k.json"), "utf8")).toBe("kept");
  expect(() => readFileSync(join(root, "output/.cache/sections/k"))).toThrow("ENOENT");
  expect(weave()).toBe("as they were");
});

test("what keeps a book from being woven is said, and the edition before stays", () => {
  write("book/one.md", "# One\n\nSee [](#nowhere).\n");
  expect(() => weave()).toThrow(/the editions cannot be woven\n[^]*book\/one\.md:3:5: error\[/);
  expect(page()).toContain("After.");
});
