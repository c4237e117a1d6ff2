import fc from "fast-check";
import { expect, test } from "vitest";
import { bookFromFiles, type Offset } from "../../tangle/index.ts";
import { keysIn, type KeyContext } from "./keys.ts";
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
  ["src/mill.ts", 'import { stone } from "./stone.ts";\nimport type { Bean } from "./bean.ts";\n'],
  ["src/stone.ts", 'import { quarry } from "left";\n'],
  ["src/bean.ts", "export interface Bean {}\n"],
  ["src/cup.ts", 'import { mill } from "./mill.ts";\n'],
]);
const lockfile = (integrity: string): string => JSON.stringify({ packages: { "node_modules/left": { integrity }, "node_modules/fast-check": { integrity: "sha512-F" } } });

interface Change {
  readonly text?: (text: string) => string;
  readonly files?: readonly (readonly [string, string])[];
  readonly left?: string;
}

function keysAfter({ text = (same) => same, files: others = [], left = "sha512-L" }: Change): ReadonlyMap<string, string> {
  const { book } = bookFromFiles("/", new Map([["book/contents.md", "# T\n\n- [One](one.md)\n"], ["book/one.md", text(section)]]));
  const [read] = book?.sections ?? [];
  if (read === undefined) throw new Error("no section");
  const surroundings: KeyContext = { files: new Map([...files, ...others]), lockfiles: [readLockfile(lockfile(left))], builds: [] };
  return keysIn(surroundings)(outlinesOf(unitsOf(read, "one").units));
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
  ["a module that is imported", { files: [["src/mill.ts", `${files.get("src/mill.ts")}// more\n`]] }, ["first", "value-1", "second", "sum", "mutant"]],
  ["a module that it imports", { files: [["src/stone.ts", 'import { quarry } from "left";\n1;\n']] }, ["first", "value-1", "second", "sum", "mutant"]],
  ["a module of types", { files: [["src/bean.ts", "export interface Bean { a: 1 }\n"]] }, ["first", "value-1", "second", "sum", "mutant"]],
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

// modules 0…7, each importing some of the earlier ones, as a program can
const program = fc.array(fc.uniqueArray(fc.nat(7), { maxLength: 3 }), { minLength: 8, maxLength: 8 }).map((rows) => rows.map((row, index) => row.filter((each) => each < index)));

test("a module that changes invalidates exactly what reaches it", () => {
  fc.assert(
    fc.property(program, fc.nat(7), fc.nat(7), (imports, start, changed) => {
      const textOf = (index: number, extra = ""): [string, string] => [`src/${index}.ts`, (imports[index] ?? []).map((each) => `import "./${each}.ts";\n`).join("") + extra];
      const texts = imports.map((_, index) => textOf(index));
      const unit = { id: "a", kind: "run", unchecked: null, start: 0 as Offset, content: "", code: `import "#src/${start}.ts";`, needs: [], declares: true, measured: false, mutant: false } as const;
      const keyOf = (entries: readonly (readonly [string, string])[]): string | undefined => keysIn({ files: new Map(entries), lockfiles: [], builds: [] })([unit]).get("a");
      const reaches = (from: number): boolean => from === changed || (imports[from] ?? []).some(reaches);
      expect(keyOf(texts) !== keyOf([...texts, textOf(changed, "// changed")])).toBe(reaches(start));
    }),
  );
});
