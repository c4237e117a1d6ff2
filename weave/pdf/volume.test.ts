import fc from "fast-check";
import { expect, test } from "vitest";
import { nothingGiven, type Given, type PassResult, type TypstJob } from "./typst.ts";
import { setVolume, type Gathering } from "./volume.ts";

/**
 * A typesetter of texts that are words: a word is a line, `#id` an anchor, `@id` a reference that prints a page, and takes a line for each of its
 * figures. A page has three lines.
 */
function setter(): { readonly pass: (job: TypstJob, given: Given) => Promise<PassResult>; readonly made: readonly string[] } {
  const made: string[] = [];
  return {
    made,
    pass: ({ source }, given) => {
      made.push(source);
      const anchors: Record<string, { page: number; x: number; y: number }> = {};
      let lines = 0;
      for (const word of source.split(" ")) {
        const page = Math.floor(lines / 3) + 1;
        if (word.startsWith("#")) anchors[word.slice(1)] = { page, x: 0, y: lines % 3 };
        const own = given.anchors[word.slice(1)];
        const shown = own === undefined ? (given.pages[word.slice(1)] ?? 100) : own.page + given.first - 1;
        lines += word.startsWith("@") ? String(shown).length : 1;
      }
      const printed = source.split(" ").filter((word) => word.startsWith("@")).map((word) => `${word.slice(1)}=${given.pages[word.slice(1)] ?? (given.anchors[word.slice(1)]?.page ?? 0) + given.first - 1}`);
      return Promise.resolve({ kind: "made", found: { margin: {}, anchors }, warnings: [], pages: Math.max(1, Math.ceil(lines / 3)), pdf: Buffer.from(`${given.first}+${given.skipped}: ${printed.join(" ")}`) });
    },
  };
}

function gatheringOf(source: string, opensRight = false): Gathering {
  const named = (sign: string): readonly string[] => source.split(" ").filter((word) => word.startsWith(sign)).map((word) => word.slice(1));
  const outside = named("@").filter((id) => !named("#").includes(id));
  return { job: { root: "/", source, files: new Map() }, opensRight, depth: 0, outside, printed: outside };
}

async function pagesOf(gatherings: readonly Gathering[], pass = setter().pass): Promise<readonly string[]> {
  const set = await setVolume(gatherings, { pass });
  return set.kind === "set" ? set.gatherings.map(({ pdf }) => pdf.toString()) : [];
}

test("each gathering begins where the one before ends, or on a right page, and knows the pages of the others", async () => {
  expect(await pagesOf([gatheringOf("a b c d #x @y"), gatheringOf("e", true), gatheringOf("#y @x", false), gatheringOf("z", true)])).toEqual(["1+0: y=4", "3+0: ", "4+1: x=2", "5+0: "]);
});

test("all that is printed is true in the end, whatever moves on the way", async () => {
  const ids = ["a", "b", "c", "d"];
  const words = fc.array(fc.constantFrom("w", "w", "w", ...ids.map((id) => `@${id}`)), { maxLength: 40 });
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(words, fc.boolean()), { minLength: 4, maxLength: 4 }), async (texts) => {
    const gatherings = texts.map(([some, right], index) => gatheringOf([...some.slice(0, 20), `#${ids[index]}`, ...some.slice(20)].join(" "), right));
    const set = await setVolume(gatherings, setter());
    if (set.kind !== "set") throw new Error("it has unknown characters");
    for (const { pdf } of set.gatherings) {
      for (const [, id = "", page] of pdf.toString().matchAll(/(\w)=(\d+)/g)) expect(set.anchors.get(id)?.page).toBe(Number(page));
    }
    const firsts = set.gatherings.map(({ first, skipped }) => [first % 2 === 0, skipped === 1]);
    expect(firsts.filter(([even, blank]) => even !== blank)).toEqual([]);
    set.gatherings.forEach(({ first }, index) => {
      const before = set.gatherings[index - 1];
      const next = before === undefined ? 1 : before.first + before.pages;
      expect(first).toBe(gatherings[index]?.opensRight === true && next % 2 === 0 ? next + 1 : next);
    });
  }));
});

test("pages that never come to rest are an error", async () => {
  let count = 0;
  const pass = (): Promise<PassResult> => Promise.resolve({ kind: "made", found: { margin: {}, anchors: { x: { page: 1, x: 0, y: (count += 1) } } }, warnings: [], pages: 1, pdf: Buffer.alloc(0) });
  await expect(setVolume([gatheringOf("a")], { pass })).rejects.toThrow("internal: the pages of references still change after 8 passes");
});

test("the first pass is told nothing but where links lead out of the gathering", async () => {
  const told: Given[] = [];
  const { pass } = setter();
  await setVolume([gatheringOf("#a @b"), gatheringOf("#b")], { pass: (job, given) => (told.push(given), pass(job, given)) });
  expect(told.slice(0, 2)).toEqual([{ ...nothingGiven, outside: { b: 0 } }, nothingGiven]);
});

test("characters that no face has are given for all gatherings together", async () => {
  const pass = ({ source }: TypstJob): Promise<PassResult> => Promise.resolve({ kind: "unknown-characters", characters: [...source] });
  expect(await setVolume([gatheringOf("ab"), gatheringOf("bc")], { pass })).toEqual({ kind: "unknown-characters", characters: ["a", "b", "c"] });
});
