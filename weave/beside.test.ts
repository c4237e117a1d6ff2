import fc from "fast-check";
import { expect, test } from "vitest";
import { atMost, inTurn, stepsBeside, together } from "./beside.ts";

/** Jobs that each take some turns of the loop and write down when they begin and end; `spill` fails. */
function jobs(log: string[]): readonly (() => Promise<string>)[] {
  return [["grind", 3], ["spill", 1], ["brew", 5]].map(([name, turns]) => async () => {
    log.push(`begins ${name}`);
    for (let turn = 0; turn < Number(turns); turn++) await Promise.resolve();
    log.push(`ends ${name}`);
    if (name === "spill") throw new Error("spilled");
    return String(name);
  });
}

test("together, all begin before one ends, and one that fails is thrown when all have ended", async () => {
  const log: string[] = [];
  await expect(together(jobs(log))).rejects.toThrow("spilled");
  expect(log).toEqual(["begins grind", "begins spill", "begins brew", "ends spill", "ends grind", "ends brew"]);
  expect(await together(jobs([]).filter((_, at) => at !== 1))).toEqual(["grind", "brew"]);
});

test("in turn, each begins when the one before has ended, and none after one that fails", async () => {
  const log: string[] = [];
  await expect(inTurn(jobs(log))).rejects.toThrow("spilled");
  expect(log).toEqual(["begins grind", "ends grind", "begins spill", "ends spill"]);
});

test("steps are said together as long as they are done", () => {
  const lines: string[] = [];
  const { say, end } = stepsBeside((line) => lines.push(line));
  say("pdf", "typesetting");
  say("epub", "formulas");
  say("pdf", "binding");
  end("epub");
  end("pdf");
  expect(lines).toEqual(["pdf: typesetting", "pdf: typesetting · epub: formulas", "pdf: binding · epub: formulas", "pdf: binding"]);
});

test("at most so many run at a time, none later than it could, whichever of them fail", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.record({ turns: fc.integer({ min: 1, max: 5 }), fails: fc.boolean() }), { maxLength: 12 }), async (most, wanted) => {
      const limited = atMost(most);
      const begun: number[] = [];
      const seen: number[] = [];
      let running = 0;
      const ended = await Promise.allSettled(wanted.map(({ turns, fails }, index) => limited(async () => {
        begun.push(index);
        seen.push((running += 1));
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
        running -= 1;
        if (fails) throw new Error("spilled");
        return index;
      })));
      expect(ended.map(({ status }) => status === "rejected")).toEqual(wanted.map(({ fails }) => fails));
      expect(begun).toEqual(wanted.map((_, index) => index));
      expect(Math.max(0, ...seen)).toBe(Math.min(most, wanted.length));
    }),
  );
});
