import fc from "fast-check";
import { expect, test } from "vitest";
import { bookFromFiles, type Offset, type Section } from "../../tangle/index.ts";
import { keysIn, type KeyContext } from "./keys.ts";
import type { UnitOutline } from "../units/outline.ts";
import { outlinesOf } from "../units/outline.ts";
import { readLockfile } from "../../tangle/index.ts";
import { unitsOf } from "../units/units.ts";

const section = `# One

\`\`\`ts run id="first"
import { mill } from "#src/mill.ts";
const ground = mill(3);
\`\`\`

It is \`{ts} ground\`.

\`\`\`ts run id="second"
import fc from "fast-check";
const water = 2;
\`\`\`

\`\`\`output
nothing
\`\`\`

:::derivation{#sum x="1..2"}
$$
x + x = 2x
$$
:::

\`\`\`ts fragment id="piece"
mill(…)
\`\`\`

\`\`\`ts wrong="fails" id="mutant" chunk="Grind" test="grinds"
broken
\`\`\`
`;

const files = new Map([
  ["src/mill.ts", 'import { stone } from "./stone.ts";\nimport type { Bean } from "./bean.ts";\nexport const mill = (n: number): Bean => ({ n: stone(n) });\nexport const unused = 1;\n'],
  ["src/stone.ts", 'import { quarry } from "left";\nexport const stone = (n: number): number => quarry(n);\n'],
  ["src/bean.ts", "export interface Bean { n: number }\n"],
  ["src/cup.ts", 'export { mill } from "./mill.ts";\n'],
]);
const lockfile = (integrity: string): string => JSON.stringify({ packages: { "node_modules/left": { integrity }, "node_modules/fast-check": { integrity: "sha512-F" } } });

interface Judged {
  readonly of: KeyContext["judges"]["of"];
  readonly drawing: string;
}

const sameJudges: Judged = { of: (kind) => kind, drawing: "pencil" };

function keysOf(context: KeyContext, units: readonly UnitOutline[]): ReadonlyMap<string, string> {
  return keysIn(context, [units])[0] ?? new Map();
}

interface Change {
  readonly judges?: Judged;
  readonly text?: (text: string) => string;
  readonly files?: readonly (readonly [string, string])[];
  readonly left?: string;
}

function sectionOf(text: string): Section {
  const { book } = bookFromFiles("/", new Map([["book/contents.md", "# T\n\n- [One](one.md)\n"], ["book/one.md", text]]));
  const [read] = book?.sections ?? [];
  if (read === undefined) throw new Error("no section");
  return read;
}

function keysAfter({ text = (same) => same, files: others = [], left = "sha512-L", judges = sameJudges }: Change): ReadonlyMap<string, string> {
  const read = sectionOf(text(section));
  const context: KeyContext = { files: new Map([...files, ...others]), lockfiles: [readLockfile(lockfile(left))], judges, builds: [] };
  return keysOf(context, outlinesOf(unitsOf(read, "one").units));
}

const before = keysAfter({});
const all = ["first", "value-1", "second", "sum", "piece", "mutant"];

test("every unit has a key", () => {
  expect([...before.keys()]).toEqual(all);
  expect(new Set(before.values()).size).toBe(all.length);
});

test.each<[string, Change, readonly string[]]>([
  ["nothing", {}, []],
  ["the prose and where things stand", { text: (text) => text.replace("It is", "More words.\n\nSo it is, once more,") }, []],
  ["line ends", { text: (text) => text.replaceAll("\n", "\r\n") }, []],
  ["what an output fence says", { text: (text) => text.replace("nothing", "something") }, []],
  ["`hide`", { text: (text) => text.replace('run id="second"', 'run hide id="second"') }, []],
  ["an expression", { text: (text) => text.replace("{ts} ground", "{ts} ground + 1") }, ["value-1"]],
  ["an earlier cell: later ones, but not what stands alone", { text: (text) => text.replace("mill(3)", "mill(4)") }, ["first", "value-1", "second", "sum", "mutant"]],
  ["a later cell: nothing before it", { text: (text) => text.replace("water = 2", "water = 3") }, ["second", "sum", "mutant"]],
  ["a printed formula", { text: (text) => text.replace("= 2x", "= 3x") }, ["sum"]],
  ["a range", { text: (text) => text.replace("1..2", "1..3") }, ["sum"]],
  ["a fragment", { text: (text) => text.replace("mill(…)", "mill(1)") }, ["piece"]],
  ["a comment in a cell", { text: (text) => text.replace("const water = 2;", "const water = 2; // cups") }, []],
  ["a comment in a module that is imported: only the mutant, whose place is a text", { files: [["src/mill.ts", `${files.get("src/mill.ts")}// more\n`]] }, ["mutant"]],
  ["what a module that is imported exports besides", { files: [["src/mill.ts", files.get("src/mill.ts")?.replace("unused = 1", "unused = 2") ?? ""]] }, ["mutant"]],
  ["what is imported", { files: [["src/mill.ts", files.get("src/mill.ts")?.replace("stone(n)", "stone(n + 1)") ?? ""]] }, ["first", "value-1", "second", "sum", "mutant"]],
  ["a module that it imports", { files: [["src/stone.ts", files.get("src/stone.ts")?.replace("quarry(n)", "quarry(n) + 1") ?? ""]] }, ["first", "value-1", "second", "sum", "mutant"]],
  ["what a module does when it is loaded", { files: [["src/stone.ts", `${files.get("src/stone.ts")}globalThis.dust = 1;\n`]] }, ["first", "value-1", "second", "sum", "mutant"]],
  ["a module of types", { files: [["src/bean.ts", "export interface Bean { n: number; a?: 1 }\n"]] }, ["mutant"]],
  ["a mistake in a module that keeps it from being bundled", { files: [["src/stone.ts", "export const = ;\n"]] }, ["first", "value-1", "second", "sum", "mutant"]],
  ["what judges derivations", { judges: { ...sameJudges, of: (kind) => (kind === "derivation" ? "new" : kind) } }, ["sum"]],
  ["what judges cells", { judges: { ...sameJudges, of: (kind) => (kind === "run" ? "new" : kind) } }, ["first", "second"]],
  ["a module that no cell reaches: only the mutant, which any test may notice", { files: [["src/cup.ts", "1;\n"]] }, ["mutant"]],
  ["a new module", { files: [["src/new.ts", ""]] }, ["mutant"]],
  ["a package that a module reaches", { left: "sha512-M" }, ["first", "value-1", "second", "sum", "mutant"]],
])("a change of %s", (_, change, changed) => {
  const after = keysAfter(change);
  expect(all.filter((id) => after.get(id) !== before.get(id))).toEqual(changed);
});

test("a cell that imports what it computes depends on every module", () => {
  const text = (same: string): string => same.replace("const water = 2;", "const water = await import(name);");
  const [once, twice] = [keysAfter({ text }), keysAfter({ text, files: [["src/cup.ts", "1;\n"]] })];
  expect(all.filter((id) => once.get(id) !== twice.get(id))).toEqual(["second", "sum", "mutant"]);
});

test("a measurement has no judge, and what names it has none either; a cell that draws has the drawing's", () => {
  const units = outlinesOf(unitsOf(sectionOf('# One\n\n```ts run measure id="took"\nconst took = 1;\n```\n\n`{ts} took` and `{ts} 1`.\n\n```ts run id="shown"\nshow([]);\n```\n'), "one").units);
  const keysWith = (judges: Judged): ReadonlyMap<string, string> => keysOf({ files, lockfiles: [], judges, builds: [] }, units);
  const same = keysWith(sameJudges);
  const differing = (judges: Judged): readonly string[] => [...same.keys()].filter((id) => keysWith(judges).get(id) !== same.get(id));
  expect(differing({ ...sameJudges, of: () => "new" })).toEqual(["value-2", "shown"]);
  expect(differing({ ...sameJudges, drawing: "new" })).toEqual(["shown"]);
});

test("what is to break one test depends on the files that have that test, and on all where its name is put together", () => {
  const tested = [["src/mill.test.ts", 'import { mill } from "./mill.ts";\ntest("grinds", () => mill(1));\n'], ["src/cup.test.ts", 'import { mill } from "./cup.ts";\ntest("holds", () => mill(1));\n']] as const;
  const keyAfter = (test: string, ...more: readonly (readonly [string, string])[]): string | undefined => {
    const unit = outlinesOf(unitsOf(sectionOf(`# One\n\n\`\`\`ts wrong="breaks" id="m" chunk="Grind" test="${test}"\nbroken\n\`\`\`\n`), "one").units);
    return keysOf({ files: new Map([...files, ...tested, ...more]), lockfiles: [], judges: sameJudges, builds: [] }, unit).get("m");
  };
  const isOther = (test: string, path: string): boolean => keyAfter(test) !== keyAfter(test, [path, "2;\n"]);
  expect(["src/mill.test.ts", "src/mill.ts", "src/cup.test.ts", "src/cup.ts", "src/new.ts"].map((path) => isOther("grinds", path))).toEqual([true, true, false, false, false]);
  expect(["src/mill.test.ts", "src/cup.test.ts", "src/cup.ts", "src/new.ts"].map((path) => isOther("grinds 2 beans", path))).toEqual([true, true, true, false]);
});

// modules 0…7, each exporting a number made of some of the earlier ones, as a program can
const program = fc.array(fc.uniqueArray(fc.nat(7), { maxLength: 3 }), { minLength: 8, maxLength: 8 }).map((rows) => rows.map((row, index) => row.filter((each) => each < index)));

test("a module that changes invalidates exactly what reaches it", () => {
  fc.assert(
    fc.property(program, fc.nat(7), fc.nat(7), (imports, start, changed) => {
      const textOf = (index: number, extra = 0): [string, string] => {
        const earlier = imports[index] ?? [];
        const lines = earlier.map((each) => `import { n as n${each} } from "./${each}.ts";\n`).join("");
        return [`src/${index}.ts`, `${lines}export const n = () => ${[...earlier.map((each) => `n${each}()`), extra].join(" + ")}; // ${extra}\n`];
      };
      const texts = imports.map((_, index) => textOf(index));
      const code = `import { n } from "#src/${start}.ts";`;
      const unit = { id: "a", kind: "run", unchecked: null, start: 0 as Offset, content: "", code, tokens: code, needs: [], declares: true, measured: false } as const;
      const keyOf = (entries: readonly (readonly [string, string])[]): string | undefined => keysOf({ files: new Map(entries), lockfiles: [], judges: sameJudges, builds: [] }, [unit]).get("a");
      const reaches = (from: number): boolean => from === changed || (imports[from] ?? []).some(reaches);
      expect(keyOf(texts) !== keyOf([...texts, textOf(changed, 1)])).toBe(reaches(start));
    }),
    { numRuns: 25 },
  );
});
