/** The claims of a section as a page is given them: what their modules hand to the prover, and which cannot be checked in a page. */
import { expect, test } from "vitest";
import { bookFromFiles } from "../../../tangle/index.ts";
import { memoryStore } from "../store.ts";
import { claimsIn, type CompiledClaim, type KeptClaims } from "./claims.ts";
import { sectionTexts } from "./sectionTexts.ts";

async function claimsOf(text: string): Promise<readonly CompiledClaim[]> {
  const { book } = bookFromFiles("/book", new Map([["book/book.yml", "title: A Book\n"], ["book/contents.md", "# A Book\n\n- [A](01-a/index.md)\n"], ["book/01-a/index.md", `# A\n\n${text}`]]));
  const section = book?.sections[0];
  if (!book || section === undefined) throw new Error("the book could not be read");
  const store = memoryStore();
  const read = async (): Promise<KeptClaims | null> => {
    const texts = sectionTexts(store, "of the test");
    const claims = await claimsIn({ root: "/book", book, section }, texts);
    texts.keep();
    return claims;
  };
  const made = await read();
  const again = await read();
  expect(again?.digest).toBe(made?.digest);
  expect(await again?.read()).toEqual(await made?.read());
  return made?.read() ?? [];
}

/** Runs a module as a worker does, with one module that it may require; gives what it hands to the prover. */
async function handedBy({ compiled }: CompiledClaim, required: object): Promise<unknown> {
  let handed: unknown;
  const prove = { begin: () => undefined, end: () => undefined, keep: () => undefined, derivation: (_: number, cell: unknown) => void (handed = cell) };
  const body = new Function("globalThis", "require", "exports", `return (async () => {${compiled.text}\n})();`) as (...args: readonly unknown[]) => Promise<void>;
  await body({ [Symbol.for("prove.runner")]: prove }, () => required, {});
  return handed;
}

const derivation = (cell: string): string => `:::derivation{#once}\n$$\nx = y\n$$\n\n\`\`\`ts verify\n${cell}\n\`\`\`\n:::\n`;
const run = (text: string, info = ""): string => `\`\`\`ts run${info}\n${text}\n\`\`\`\n\n`;

test("a claim's module has the parts of earlier cells that its cell uses, and what later cells import", async () => {
  const [claim] = await claimsOf(`${run("const unused = globalThis.nothing.at(0);\nconst two = 2;\nfunction half(n: number) { return n / two; }")}${derivation("yield half(times(8)) as number;")}\n${run('import { times } from "#src/times.ts";\nconsole.log(times(1));')}`);
  if (claim === undefined) throw new Error("there is no claim");
  expect(claim.claim).toEqual({ kind: "derivation", claim: { id: "once", displays: [{ latex: "x = y", lineStarts: [] }], ranges: [], tolerance: null, approx: null } });
  const cell = (await handedBy(claim, { times: (n: number) => 3 * n })) as () => Generator<unknown>;
  expect([...cell()]).toEqual([12]);
  expect(claim.compiled.text).not.toContain("unused");
  expect(claim.elsewhere).toBeNull();
});

test("one without a cell hands over that it has none; what is unchecked is no claim", async () => {
  const claims = await claimsOf(':::derivation{#ranged x="1..2"}\n$$\nx = x\n$$\n:::\n\n:::derivation{#trusted unchecked="it is a limit"}\n$$\nx = y\n$$\n:::\n');
  expect(claims.map(({ claim }) => claim.claim.id)).toEqual(["ranged"]);
  expect(claims[0] && (await handedBy(claims[0], {}))).toBeNull();
});

test.each([
  ["what a cell computes on a device", run("const y = deviceName().length;", ' needs="cuda"'), "y", "it needs what a cell computes where the machine has CUDA"],
  ["what it reads from the disk", run('import { readFileSync } from "node:fs";\nconst y = readFileSync("y").length;'), "y", "it needs what a cell reads from the disk, or from a process"],
  ["a name that is only imported there", run('import { y } from "#src/y.ts";\nawait onDevice(y);', ' needs="cuda"'), "y", null],
])("where it needs %s, it is said whether it can be checked in a page", async (_, before, name, why) => {
  const [claim] = await claimsOf(`${before}${derivation(`yield ${name};`)}`);
  expect(claim?.elsewhere).toBe(why);
});

test("a section without claims has none", async () => expect(await claimsOf(run("1;"))).toEqual([]));

test("prose before them changes nothing of them", async () => {
  const cost = ':::cost{#made of="total" n="5..50"}\nAn addition for each.\n\n| | FLOPs |\n|---|---|\n| grains | $2n$ |\n\n```ts verify\nconst { n } = sizes();\ncount(() => n);\n```\n:::\n';
  const claims = `${derivation("yield 1;")}\n${cost}`;
  const given = await claimsOf(claims);
  expect(given.map(({ claim }) => claim.kind)).toEqual(["derivation", "cost"]);
  expect(await claimsOf(`Words stand before them.\n\n${claims}`)).toEqual(given);
});
