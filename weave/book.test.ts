/** End to end: a small foreign book, from chapters to three editions by the one command, read back. The real book's are `editions.test.ts`. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandArguments } from "../tangle/index.ts";
import { readDocument } from "./build.ts";
import { auditedPages } from "./testing/auditedPages.ts";
import { readBack } from "./testing/readBack.ts";
import { coffee } from "./testing/wovenBook.ts";
import type { BookDocument } from "./tree.ts";

const project = resolve(import.meta.dirname, "..");
const root = mkdtempSync(join(tmpdir(), "book-"));
const output = join(root, "output");

beforeAll(() => {
  cpSync(join(coffee, "book"), join(root, "book"), { recursive: true });
  const run = spawnSync(process.execPath, [...commandArguments("weave/book-cli.ts"), "--root", root], { cwd: project, encoding: "utf8" });
  expect(run.stderr).not.toContain("error");
  expect(run.stderr).not.toContain("skipped");
  expect(run.status).toBe(0);
}, 0);
afterAll(() => rmSync(root, { recursive: true, force: true }));

function document(): BookDocument {
  const { document } = readDocument(root);
  if (document === null) throw new Error("the document could not be read");
  return document;
}

describe("a small foreign book", () => {
  readBack({ output, document });

  test("HTML in Chromium: valid, no wider than 320 px, as light as it should be, and every live cell prints what the book prints, from a server and from the disk", async () => {
    const { found, missed } = await auditedPages(join(output, "html"), document());
    expect(found.length).toBeGreaterThanOrEqual(7);
    expect(missed).toEqual([]);
  }, 0);
});
