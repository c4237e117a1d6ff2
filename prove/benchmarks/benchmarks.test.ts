import { afterAll, expect, test } from "vitest";
import { benchFiles, notesIn, runBenchmarks, valuesIn } from "./benchmarks.ts";
import { smallBook } from "../testing/smallBook.ts";

const book = smallBook({
  "01-a/index.md": `# A

\`\`\`ts file=src/sum/sum.ts
export const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
\`\`\`

\`\`\`ts file=src/sum/sum.bench.ts
import { bench, describe } from "vitest";
import { sum } from "./sum.ts";

const list = [1, 2, 3];
console.log("beside: an abacus 1.0");
describe("a sum", () => {
  bench("by reducing", () => void sum(list), { time: 5, warmupTime: 1 });
  bench("ten times", () => { for (let i = 0; i < 10; i++) sum(list); }, { time: 5, warmupTime: 1 });
});
\`\`\`

\`\`\`ts file=src/broken.bench.ts
throw new Error("no");
\`\`\`
`,
});
afterAll(() => book.remove());

test("the benchmarks of the program are found", () => {
  expect(benchFiles(book.read())).toEqual([
    { name: "broken", path: "src/broken.bench.ts" },
    { name: "sum", path: "src/sum/sum.bench.ts" },
  ]);
});

test("each is compared with the first one of its group", async () => {
  const run = await runBenchmarks(book.read(), { name: "sum", path: "src/sum/sum.bench.ts" });
  expect(run).toEqual({
    ok: true,
    values: [
      { name: "by reducing", value: expect.any(Number), unit: "s", baseline: null, ratio: null },
      { name: "ten times", value: expect.any(Number), unit: "s", baseline: "by reducing", ratio: expect.any(Number) },
    ],
    notes: ["beside: an abacus 1.0"],
  });
});

test("a file that cannot be run is reported with what it says", async () => {
  expect(await runBenchmarks(book.read(), { name: "broken", path: "src/broken.bench.ts" })).toEqual({ ok: false, skipped: false, message: expect.stringContaining("Error: no") });
});

test("times are medians, in seconds, and the ratio is theirs", () => {
  const benchmarks = [{ name: "a", median: 4 }, { name: "b", median: 1 }];
  expect(valuesIn(JSON.stringify({ files: [{ groups: [{ benchmarks }, { benchmarks: [{ name: "c", median: 0.5 }] }] }] }))).toEqual([
    { name: "a", value: 0.004, unit: "s", baseline: null, ratio: null },
    { name: "b", value: 0.001, unit: "s", baseline: "a", ratio: 0.25 },
    { name: "c", value: 0.0005, unit: "s", baseline: null, ratio: null },
  ]);
});

test("of what is printed, lines on other programs are notes", () => {
  expect(notesIn("stdout | a.bench.ts\nbeside: A 1\n ✓ a\nskipped: B is not installed: get b\nbesides\n")).toEqual(["beside: A 1", "skipped: B is not installed: get b"]);
});
