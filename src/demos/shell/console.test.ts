// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { meterOn } from "./meter.ts";
import { bar, screenOn } from "./console.ts";

/** A screen whose clock the test sets, and all that its two streams were given. */
function stage(isTTY: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  const output = { isTTY, columns: 80, write: (text: string) => written.push(`out ${text}`) };
  const errors = { isTTY, columns: 20, write: (text: string) => written.push(`err ${text}`) };
  return { written, clock, screen: screenOn(output, errors, () => clock.now) };
}

test("on a terminal, work of over 300 ms shows a bar, drawn over itself every 50 ms and erased before a line", () => {
  const { written, clock, screen } = stage(true);
  for (const [now, done] of [[0, 0], [299, 0.2], [301, 0.25], [320, 0.3], [352, 0.5]] as const) {
    clock.now = now;
    screen.progress(done, "counting");
  }
  screen.print("a line");
  screen.progress(0.5, "marking");
  screen.complain("a complaint");
  expect(written).toEqual([
    "err ███░░░░░░░ counting\u001b[K\n",
    "err \u001b[1A\r█████░░░░░ counting\u001b[K\n",
    "err \u001b[1A\r\u001b[K",
    "out a line\n",
    "err ██████░░░░░ marking\u001b[K\n",
    "err \u001b[1A\r\u001b[K",
    "err a complaint\n",
  ]);
});

test("a terminal that does not know its width has room for the whole bar", () => {
  const written: string[] = [];
  const terminal = { isTTY: true, columns: 0, write: (text: string) => written.push(text) };
  let now = 0;
  const screen = screenOn(terminal, terminal, () => now);
  now = 1000;
  screen.progress(1, "counting");
  expect(written).toEqual([`${"█".repeat(30)} counting\u001b[K\n`]);
});

test("what is done is cut to the width of the terminal, so that it stays on one line", () => {
  const { written, clock, screen } = stage(true);
  clock.now = 1000;
  screen.progress(0.5, "12 of 5,000: 3.141, 16,000 characters/s");
  expect(written).toEqual(["err  12 of 5,000: 3.141\u001b[K\n"]);
});

test("where no one watches there is no bar", () => {
  const { written, clock, screen } = stage(false);
  clock.now = 1000;
  screen.progress(0.5, "counting");
  screen.print("a line");
  expect(written).toEqual(["out a line\n"]);
});

test("a bar is as full as the work is done", () => {
  expect(bar(0, 4)).toBe("░░░░");
  expect(bar(0.5, 4)).toBe("██░░");
  expect(bar(2, 4)).toBe("████");
  expect(bar(0.5, -3)).toBe("");
});

test("a phase begins where the one before it ends, and its steps fill its share", () => {
  const seen: (readonly [number, string])[] = [];
  const meter = meterOn({ print: () => {}, complain: () => {}, progress: (done, label) => seen.push([done, label]) });
  const step = meter({ label: "one", share: 0.5, steps: 2 });
  step();
  meter({ label: "two", share: 0.5, steps: 600 });
  expect(seen).toEqual([[0, "one"], [0.25, "one"], [0.5, "two"]]);
});

test("of many steps only two hundred are looked at", () => {
  let looks = 0;
  const step = meterOn({ print: () => {}, complain: () => {}, progress: () => looks++ })({ label: "all", share: 1, steps: 20_000 });
  for (let i = 0; i < 20_000; i++) step();
  expect(looks).toBe(201);
});
//# sourceMappingURL=../../.maps/demos/shell/console.test.ts.map
