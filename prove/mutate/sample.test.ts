import fc from "fast-check";
import { expect, test } from "vitest";
import type { Section } from "../../tangle/index.ts";
import type { Identified, Mutant } from "./mutant.ts";
import { sample } from "./sample.ts";

/** A section's mutants as far as a sample looks at them: `a 3` is the identity `3` in the section `a`. */
function mutantsOf(names: readonly string[]): readonly Identified<Mutant>[] {
  return names.map((name) => {
    const [path = "", identity = ""] = name.split(" ");
    return { section: { path } as Section, identity } as Identified<Mutant>;
  });
}

function chosenOf(names: readonly string[], count: number, seed = 1): readonly string[] {
  return sample(mutantsOf(names), count, seed).map(({ section, identity }) => `${section.path} ${identity}`);
}

const name = fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(500)).map(([path, identity]) => `${path} ${identity}`);
const names = fc.uniqueArray(name, { maxLength: 60 });

test("a sample has as many as asked for, in their order, each once, and the same for the same seed", () => {
  fc.assert(
    fc.property(names, fc.nat(30), fc.nat(), (all, count, seed) => {
      const chosen = chosenOf(all, count, seed);
      expect(chosen).toHaveLength(Math.min(count, all.length));
      expect(all.filter((each) => chosen.includes(each))).toEqual(chosen);
      expect(chosenOf(all, count, seed)).toEqual(chosen);
    }),
  );
});

test("where a mutant stands among the others changes nothing", () => {
  fc.assert(
    fc.property(names, fc.nat(30), (all, count) => {
      expect(chosenOf(all.toReversed(), count).toSorted()).toEqual(chosenOf(all, count).toSorted());
    }),
  );
});

test("mutants that come or go elsewhere change a choice only at its border: each takes the place of at most one", () => {
  fc.assert(
    fc.property(names, names, fc.nat(30), (before, others, count) => {
      const after = [...new Set([...before, ...others])];
      const [less, more] = [chosenOf(before, count), chosenOf(after, count)];
      const added = after.filter((each) => !before.includes(each));
      const entered = more.filter((each) => !less.includes(each));
      // of those that were there already, none comes in and the lowest stay
      expect(entered.every((each) => added.includes(each))).toBe(true);
      expect(less.filter((each) => !more.includes(each)).length).toBe(Math.max(0, entered.length - Math.max(0, count - before.length)));
      // and taking them away again brings back what they have taken the place of, and no other
      expect(chosenOf(after.filter((each) => before.includes(each)), count)).toEqual(less);
    }),
  );
});

test("every mutant is as likely", () => {
  const all = Array.from({ length: 10 }, (_, index) => `a ${index}`);
  const counts = new Map(all.map((each) => [each, 0]));
  for (let seed = 0; seed < 10_000; seed++) for (const each of chosenOf(all, 3, seed)) counts.set(each, (counts.get(each) ?? 0) + 1);
  // 3,000 expected of each, with a standard deviation of 46: five of them on either side
  for (const count of counts.values()) expect(Math.abs(count - 3000)).toBeLessThan(230);
});
