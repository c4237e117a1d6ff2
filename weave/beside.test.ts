import { expect, test } from "vitest";
import { inTurn, stepsBeside, together } from "./beside.ts";

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
