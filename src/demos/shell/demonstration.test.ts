// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { BadInput } from "./bad-input.ts";
import { demonstrationOf } from "./demonstration.ts";
import { watched } from "./testing.ts";

const tea = demonstrationOf({
  topic: "tea",
  givenIn: (args) => (args.includes("--help") ? null : new Map(args.map((arg) => [arg, ""]))),
  checkedOptions: (given) => {
    if (given.has("--cold")) throw new BadInput("tea is hot");
    return { format: given.has("--json") ? "json" as const : "text" as const };
  },
  help: (command) => `usage: ${command} [--json]`,
  show: async (given, _, { screen, began, clock, pause, interrupted }) => {
    if (given.has("--pot")) throw new BadInput("no such pot");
    if (given.has("--drop")) throw new RangeError("broken");
    await pause();
    screen.print("tea");
    screen.report({ event: "done", began, now: clock() });
    return interrupted() ? 130 : 0;
  },
});
const run = (...args: string[]) => watched(tea, "make tea")(Infinity, args);

test("its help, its mistakes and what it shows have their exit codes", async () => {
  const seen = async (...args: string[]) => {
    const { code, printed, complained } = await run(...args);
    return [code, printed, complained];
  };
  expect(await seen("--help")).toEqual([0, "usage: make tea [--json]", ""]);
  expect(await seen("--cold")).toEqual([2, "", "tea: tea is hot\nsee make tea --help"]);
  expect(await seen("--pot")).toEqual([1, "", "tea: no such pot"]);
  expect(await seen()).toEqual([0, "tea", ""]);
  expect(await seen("--json")).toEqual([0, '{"event":"done","began":10,"now":20}', ""]);
  await expect(run("--drop")).rejects.toThrow(new RangeError("broken"));
});

test("it hears that it is to end", async () => {
  expect(await watched(tea, "make tea")(1, [])).toMatchObject({ code: 130, pauses: 1, released: false });
});
//# sourceMappingURL=../../.maps/demos/shell/demonstration.test.ts.map
