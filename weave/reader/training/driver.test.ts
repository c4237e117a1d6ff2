/** What a training's worker does, without a worker: its time is counted here. */
import { expect, test } from "vitest";
import { axisThrough, type Tick } from "./axis.ts";
import type { Asked, Settings, Told, TrainingModule } from "./contract.ts";
import { Driver } from "./driver.ts";
import { experimentIn, linkTo } from "./link.ts";
import { settled } from "./settled.ts";
import { keyOf } from "./store.ts";

const declared = [
  { name: "seed", value: 1, says: "", range: null, choices: null },
  { name: "rate", value: 0.1, says: "", range: { least: 0.1, most: 0.5, step: 0.1 }, choices: null },
  { name: "rule", value: "sgd", says: "", range: null, choices: ["sgd", "adam"] },
  { name: "text", value: "", says: "", range: null, choices: null },
];

/** A training of some steps, each, each look and each keeping of so many milliseconds; `rests` says at which step the page is listened to, and may answer. */
function driven({ steps = 10, step = 10, look = 1, keep = 1 }: { readonly steps?: number; readonly step?: number; readonly look?: number; readonly keep?: number }, answer: (at: number) => Asked | null = () => null) {
  let [now, taken] = [0, 0];
  const told: Told[] = [];
  const failed: unknown[] = [];
  const waited: number[] = [];
  const module: TrainingModule = {
    settings: declared,
    training: (_, kept) => {
      taken = kept?.[0] ?? 0;
      return {
        steps,
        advance() {
          now += step;
          return (taken += 1) / 10;
        },
        look(losses) {
          now += look;
          return { said: `${losses.length}`, sample: "", drawings: {}, score: null };
        },
        keep() {
          now += keep;
          return Uint8Array.of(taken);
        },
      };
    },
  };
  const driver = new Driver(module, {
    tell: (each) => void told.push(each),
    fail: (error) => void failed.push(error),
    now: () => now,
    rest: (milliseconds) => {
      waited.push(milliseconds);
      now += milliseconds;
      const asked = answer(taken);
      if (asked !== null) driver.hear(asked);
      return Promise.resolve();
    },
  });
  const end = async (): Promise<void> => {
    for (let i = 0; i < 10_000 && told.at(-1)?.told !== "rests" && failed.length === 0; i++) await Promise.resolve();
  };
  return { driver, told, failed, waited, end, time: () => now };
}

const start = (settings: Settings = {}, kept: Uint8Array | null = null, losses: readonly number[] = []): Asked => ({ kind: "start", settings, kept, losses });
const run: Asked = { kind: "run", pace: null };
const of = <T extends Told["told"]>(told: readonly Told[], what: T) => told.filter((each): each is Told & { readonly told: T } => each.told === what);

test("begins with what is settled, shows the beginning, and runs to the end, which is seen and kept", async () => {
  const { driver, told, end } = driven({ steps: 3 });
  driver.hear(start({ seed: 7, rate: 9, other: 1 }));
  driver.hear(run);
  await end();
  expect(told.map((each) => each.told)).toEqual(["here", "ready", "seen", "moved", "seen", "kept", "rests"]);
  expect(told[1]).toMatchObject({ steps: 3, settings: { seed: 7, rate: 0.1, rule: "sgd", text: "" } });
  expect(of(told, "moved")[0]).toMatchObject({ step: 3, loss: 0.3 });
  expect(of(told, "kept")[0]).toMatchObject({ bytes: Uint8Array.of(3), losses: Float64Array.of(0.1, 0.2, 0.3) });
});

test("goes on from what was kept, with the losses before", async () => {
  const { driver, told, end } = driven({ steps: 4 });
  driver.hear(start({}, Uint8Array.of(2), [0.1, 0.2]));
  driver.hear({ kind: "step" });
  await end();
  expect(of(told, "kept")[0]?.losses).toEqual(Float64Array.of(0.1, 0.2, 0.3));
  expect(of(told, "seen").map(({ step }) => step)).toEqual([2, 3]);
});

test("is paused where it listens, and what is asked for while it runs starts no second walk", async () => {
  const { driver, told, waited, end } = driven({ steps: 1000 }, (at) => (at === 20 ? { kind: "pause" } : run));
  driver.hear(start());
  driver.hear(run);
  await end();
  expect(of(told, "moved").map(({ step }) => step)).toEqual([10, 20, 20]);
  expect(waited).toEqual([0, 0]);
});

test("at a pace it waits after each step", async () => {
  const { driver, waited, end } = driven({ steps: 3 });
  driver.hear(start());
  driver.hear({ kind: "run", pace: 10 });
  await end();
  expect(waited).toEqual([100, 100, 100]);
});

test("keeps when it is asked to, and nothing twice", () => {
  const { driver, told } = driven({});
  driver.hear({ kind: "keep" });
  driver.hear(start());
  driver.hear({ kind: "keep" });
  expect(of(told, "kept")).toEqual([]);
});

test("however long a look and a keeping take, steps have nine tenths of the time", async () => {
  for (const [look, keep] of [[1, 1], [300, 5], [5, 300], [200, 200]] as const) {
    const { driver, time, told, end } = driven({ steps: 3000, step: 30, look, keep });
    driver.hear(start());
    const began = time();
    driver.hear(run);
    await end();
    expect(of(told, "rests")).toHaveLength(1);
    expect((3000 * 30) / (time() - began), `${look} and ${keep}`).toBeGreaterThan(0.9);
    expect(of(told, "kept").length).toBeGreaterThan(3);
  }
});

test("a training that throws fails the run, also where it begins", async () => {
  const fault = new RangeError("no");
  const told: unknown[] = [];
  const line = { tell: () => undefined, fail: (error: unknown) => void told.push(error), now: () => 0, rest: () => Promise.resolve() };
  const throws = (): never => {
    throw fault;
  };
  new Driver({ settings: [], training: throws }, line).hear(start());
  const later = new Driver({ settings: [], training: () => ({ steps: 1, advance: throws, look: () => ({ said: "", sample: "", drawings: {}, score: null }), keep: () => new Uint8Array() }) }, line);
  later.hear(start());
  later.hear({ kind: "step" });
  await Promise.resolve();
  expect(told).toEqual([fault, fault]);
});

test.each<[string, Settings, Settings]>([
  ["what fits", { seed: -3, rate: 0.3, rule: "adam", text: "a b" }, { seed: -3, rate: 0.3, rule: "adam", text: "a b" }],
  ["what is outside a range, or between its steps", { rate: 0.6 }, {}],
  ["what is between steps", { rate: 0.25 }, {}],
  ["what is below", { rate: 0 }, {}],
  ["no whole number", { seed: 1.5 }, {}],
  ["another kind", { seed: "1", rule: 1 }, {}],
  ["no choice", { rule: "muon" }, {}],
  ["what nobody declared", { depth: 3 }, {}],
])("settings with %s", (_, given, changed) => {
  expect(settled(declared, given)).toEqual({ seed: 1, rate: 0.1, rule: "sgd", text: "", ...changed });
});

test("a link says the whole experiment, whatever its values hold", () => {
  const experiment = { figure: "fig-a.b", settings: { seed: -7, rate: 0.05, text: "a&b=c #%" } };
  expect(experimentIn(linkTo(experiment))).toEqual(experiment);
  expect(linkTo({ figure: "f", settings: { seed: 1 } })).toBe("#train=f&seed=1");
});

test.each(["", "#", "#a-place", "#edited=a.b", "#seed=1&train=f"])("%j is the link of no experiment", (hash) => expect(experimentIn(hash)).toBeNull());

test("the same settings have one key, in whatever order they come", () => {
  expect(keyOf({ figure: "f", settings: { seed: 1, rate: 2 } })).toBe("f?rate=2&seed=1");
  expect(keyOf({ figure: "f", settings: { rate: 2, seed: 1 } })).toBe("f?rate=2&seed=1");
});

test("an axis goes through three numbers or more in one row or column, in proportion", () => {
  const row = (values: readonly number[], { y = 10, scale = 2, from = 5 } = {}): readonly Tick[] => values.map((value) => ({ value, x: from + scale * value, y }));
  const axis = axisThrough([...row([6, 6.5], { y: 3 }), ...row([1, 2, 0])], "x");
  expect([axis?.at(1.5), axis?.at(3), axis?.across]).toEqual([8, 11, 10]);
  const upright = axisThrough([...row([6, 6.5], { y: 3 }), ...row([1, 2, 0])].map(({ value, x, y }) => ({ value, x: y, y: -x })), "y");
  expect([upright?.at(1.5), upright?.at(3), upright?.across]).toEqual([-8, -11, 10]);
  expect(axisThrough(row([1, 2]), "x")).toBeNull();
  expect(axisThrough([{ value: 1, x: 0, y: 0 }, { value: 10, x: 1, y: 0 }, { value: 100, x: 2, y: 0 }], "x")).toBeNull();
  expect(axisThrough([{ value: 1, x: 0, y: 0 }, { value: 1, x: 1, y: 0 }, { value: 1, x: 2, y: 0 }], "x")).toBeNull();
});
