import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cacheIn } from "../cache.ts";
import { keptConversions } from "./kept.ts";
import type { Pandoc, PandocJob } from "./run.ts";
import { para } from "./syntax.ts";

const folder = mkdtempSync(join(tmpdir(), "kept-pandoc-"));
afterAll(() => rmSync(folder, { recursive: true }));

const jobOf = (text: string, job: Partial<PandocJob> = {}): PandocJob => ({
  document: { "pandoc-api-version": [1, 23], meta: {}, blocks: [para([{ t: "Str", c: text }])] }, options: { to: "typst" }, files: new Map(), ...job,
});

test("pandoc is asked once for a document with its options, and again by another version, or where files belong to it", async () => {
  let count = 0;
  const pandoc = (version: string): Pandoc => ({ kind: "system", version, convert: ({ document }) => (count += 1, Promise.resolve(Buffer.from(`ä ${JSON.stringify(document.blocks)}`))) });
  const asked = async (job: PandocJob, version = "3.1"): Promise<number> => {
    const before = count;
    const made = await keptConversions(pandoc(version), cacheIn(folder)).convert(job);
    expect(Buffer.from(made).toString()).toBe(`ä ${JSON.stringify(job.document.blocks)}`);
    return count - before;
  };
  expect([await asked(jobOf("a")), await asked(jobOf("a")), await asked(jobOf("b")), await asked(jobOf("a"))]).toEqual([1, 0, 1, 0]);
  expect([await asked(jobOf("a", { options: { to: "typst", wrap: "none" } })), await asked(jobOf("a"), "3.2")]).toEqual([1, 1]);
  const withFile = jobOf("a", { files: new Map([["a.png", "x"]]) });
  expect([await asked(withFile), await asked(withFile)]).toEqual([1, 1]);
});
