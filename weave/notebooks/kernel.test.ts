/** The notebooks run by the real kernel, from the first cell to the last, in a folder where nothing else is. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { cases } from "../../tangle/testing/fullRun.ts";
import { readDocument } from "../build.ts";
import { noCache } from "../cache.ts";
import { differencesIn } from "../testing/differences.ts";
import { kernelHere } from "../testing/kernel.ts";
import { notebookTexts } from "../testing/realBook.ts";
import { coffee } from "../testing/wovenBook.ts";
import { bundleReadyMade } from "./bundle.ts";
import type { Notebook } from "./notebook.ts";
import { notebooksOf } from "./whole.ts";
import { readerOf } from "./write.ts";

const kernel = kernelHere();
const run = (notebook: Notebook): Promise<Notebook> => (typeof kernel === "string" ? Promise.reject(new Error(kernel)) : kernel.run(notebook));
const real = notebookTexts();
/** One of the real ones in a normal run: a full run takes the time of all the book's cells. */
const first = "table-of-primitives.ipynb";

describe.skipIf(typeof kernel === "string")(`the Deno kernel${typeof kernel === "string" ? ` (skipped: ${kernel})` : ""} shows what the book prints`, () => {
  let small: ReadonlyMap<string, Notebook>;
  beforeAll(async () => {
    const { document } = readDocument(coffee, { cache: noCache, staleness: "show" });
    if (document === null) throw new Error("the small foreign book cannot be read");
    const picture = (path: string): Buffer | null => (existsSync(join(coffee, path)) ? readFileSync(join(coffee, path)) : null);
    small = notebooksOf(document, { picture, readyMade: (await bundleReadyMade()).code, read: readerOf(coffee) });
  });

  // now and then a cell comes back without its output, which another run of the same notebook has; which of kernel and client drops it is not known
  const options = { retry: 2, timeout: 0 };

  test.each(["01-grinding.ipynb", "02-brewing.ipynb"])("%s of the small foreign book", options, async (name) => {
    const notebook = small.get(name) as Notebook;
    expect(differencesIn(notebook, await run(notebook))).toEqual([]);
  });

  test.each(cases([first], [...real.keys()].filter((name) => name !== first)))("%s of the real book", options, async (name) => {
    const notebook = JSON.parse(real.get(name) ?? "") as Notebook;
    expect(differencesIn(notebook, await run(notebook))).toEqual([]);
  });
});

test("what a run shows otherwise is told with both, but of a measurement and of what needs hardware", () => {
  const cell = (id: string, text: string, ...tags: string[]): Notebook["cells"][number] =>
    ({ cell_type: "code", id, metadata: { tags }, source: [], execution_count: null, outputs: text === "" ? [] : [{ output_type: "stream", name: "stdout", text: [text] }] });
  const notebook = (...cells: Notebook["cells"]): Notebook => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
  const printed = notebook(cell("a", "1\n"), cell("b", "2\n"), cell("c", "3\n", "measurement"), cell("d", "4\n", "needs-native"), cell("e", "5\n"));
  expect(differencesIn(printed, notebook(cell("a", "1\n"), cell("b", ""), cell("c", "30\n"), cell("d", "")))).toEqual(["b: printed\n2\nnot\n", "e: printed\n5\nnot\nnothing: it was not run"]);
});
