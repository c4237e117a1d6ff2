import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { expandAt, layoutOf, placeOf, type Layout } from "../../tangle/index.ts";
import { proved } from "../testing/proved.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";
import { changeOf } from "./mutant.ts";
import { mutate, type MutationOrder } from "./mutate.ts";
import { readsOnly, type BuildNative } from "./native.ts";
import { nativeHere, type NativeHere } from "./nativeHere.ts";

const books: SmallBook[] = [];
afterEach(() => books.splice(0).forEach(({ remove }) => remove()));

function provedBook(texts: Readonly<Record<string, string>>): SmallBook {
  const book = smallBook(texts);
  books.push(book);
  proved(book);
  return book;
}

async function verdicts(book: SmallBook, order: Partial<MutationOrder> = {}): Promise<readonly string[]> {
  const result = await mutate({ root: book.root, chapters: [], selection: { kind: "every" }, jobs: 2, progress: () => {}, ...order });
  if (result.kind !== "tried") throw new Error(JSON.stringify(result));
  return result.trials.map(({ mutant, verdict }) => {
    const { line, column } = placeOf(mutant.section.source, mutant.span.start);
    const { kind, ...why } = verdict;
    return `${line}:${column} ${changeOf(mutant)} ${[kind, ...Object.values(why)].join(": ")}`;
  });
}

const fence = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\`\n\n`;

const kernel = `#include <stdio.h>
#include <stdlib.h>

/* Grams for some cups. */
int grams(int cups) {
  <<Weigh>>
}

long between(const char *first, const char *last) {
  return last - first;
}

int main(int argc, char **argv) {
  if (argc < 2) return 1;
  printf("%d", grams(atoi(argv[1])));
  return 0;
}`;
const weighed = 'import { execFileSync } from "node:child_process";\nimport { fileURLToPath } from "node:url";\nimport { expect, test } from "vitest";\n\nconst built = { "./mill.c": fileURLToPath(new URL("../build/mill", import.meta.url)) };\ntest("two cups", () => expect(execFileSync(built["./mill.c"], ["2"], { encoding: "utf8" })).toBe("35"));';
const mill = { "01-mill/index.md": `# Mill\n\n${fence("c file=src/mill.c", kernel)}- Cups weigh:\n\n  ${fence('c chunk="Weigh"', "return cups * 15 + 5;").trimEnd().replaceAll("\n", "\n  ")}\n\n${fence("ts file=src/mill.test.ts", weighed)}` };

/** The compiler of this machine, as whoever builds native code would call it. */
const compiled: BuildNative = async ({ target }) => {
  mkdirSync(join(target, "build"), { recursive: true });
  return spawnSync("cc", ["-o", join(target, "build/mill"), join(target, "src/mill.c")]).status === 0 ? "built" : "does not compile";
};
const by = (build: BuildNative): NativeHere => ({ ...nativeHere("/nowhere"), build });
const hasCompiler = spawnSync("cc", ["--version"]).status === 0;

test.runIf(hasCompiler)("operators of C are judged by the tests of what is built from them, at their places in the chapter", async () => {
  expect(await verdicts(provedBook(mill), { native: by(compiled) })).toEqual([
    "13:15 `-` → `+` not tried: it does not compile",
    "17:12 `<` → `<=` noticed: the test `two cups`",
    "26:15 `*` → `/` noticed: the test `two cups`",
    "26:20 `+` → `-` noticed: the test `two cups`",
  ]);
});

test("where nothing builds native code here, its changes are not tried, and a program that does not compile as it is, is refused", async () => {
  const book = provedBook(mill);
  const none = "not tried: its native code cannot be built here";
  expect(await verdicts(book)).toEqual([`13:15 \`-\` → \`+\` ${none}`, `17:12 \`<\` → \`<=\` ${none}`, `26:15 \`*\` → \`/\` ${none}`, `26:20 \`+\` → \`-\` ${none}`]);
  const neverBuilt: BuildNative = async ({ changed }) => (changed.length === 0 ? "does not compile" : "built");
  const result = await mutate({ root: book.root, chapters: [], selection: { kind: "every" }, jobs: 1, progress: () => {}, native: by(neverBuilt) });
  expect(result).toMatchObject({ kind: "refused", diagnostics: [{ code: "fails-as-it-is", message: "the program as it is fails here, so no change of it can be judged: its native code does not compile" }] });
});

const shader = "@group(0) @binding(0) var<storage, read_write> out: array<f32>;\n\nfn scaled(x: f32) -> f32 {\n  return x * 2.0;\n}\n\n@compute @workgroup_size(64)\nfn main(@builtin(global_invocation_id) id: vec3<u32>) {\n  if (id.x < arrayLength(&out)) { out[id.x] = scaled(out[id.x]); }\n}";
const shaderTests = (device: string): string => `import { readFileSync } from "node:fs";\nimport { expect, test } from "vitest";\n\nconst shader = readFileSync(new URL("./scale.wgsl", import.meta.url), "utf8");\nconst body = /return (.*);/.exec(shader)?.[1] ?? "";\n\ntest("three is six", () => expect(new Function("x", \`return \${body}\`)(3)).toBe(6));\n${device}`;
const skipped = 'test.skip("on the device", () => {});';

test("operators of WGSL are judged by tests that run; where one that reaches them is skipped, what the others do not notice is not tried", async () => {
  const book = (device: string): SmallBook => provedBook({ "01-scale/index.md": `# Scale\n\n${fence("wgsl file=src/scale.wgsl", shader)}${fence("ts file=src/scale.test.ts", shaderTests(device))}` });
  expect(await verdicts(book(skipped))).toEqual(["7:12 `*` → `/` noticed: the test `three is six`", "12:12 `<` → `<=` not tried: tests that reach it are skipped here"]);
  expect(await verdicts(book(""))).toEqual(["7:12 `*` → `/` noticed: the test `three is six`", "12:12 `<` → `<=` survived"]);
});

test("of TypeScript a change is not tried only where every test that reaches it is skipped", async () => {
  const program = (tests: string): SmallBook => provedBook({ "01-a/index.md": `# A\n\n${fence("ts file=src/a.ts", "export const half = (n: number): number => n / 2;")}${fence("ts file=src/a.test.ts", `import { expect, test } from "vitest";\nimport { half } from "./a.ts";\n\n${tests}\nvoid [half, expect];`)}` });
  expect(await verdicts(program(skipped))).toEqual(["4:46 `/` → `*` not tried: tests that reach it are skipped here"]);
  expect(await verdicts(program(`${skipped}\ntest("nothing", () => expect(half(0)).toBe(0));`))).toEqual(["4:46 `/` → `*` survived"]);
});

test("WGSL that naga does not read does not compile, and C is not for it", async () => {
  const layoutsOf = (info: string, code: string): readonly Layout[] => {
    const book = smallBook({ "01-a/index.md": `# A\n\n${fence(info, code)}` });
    books.push(book);
    const { book: read, graph } = book.read();
    return expandAt(read, graph, 0).map(layoutOf);
  };
  const built = (layouts: readonly Layout[], changed = layouts): ReturnType<BuildNative> => readsOnly({ root: "/nowhere", target: "/nowhere/program", layouts, changed });
  expect(await built(layoutsOf("wgsl file=src/a.wgsl", shader))).toBe("built");
  expect(await built(layoutsOf("wgsl file=src/a.wgsl", shader.replace("* 2.0", "* / 2.0")))).toBe("does not compile");
  expect(await built(layoutsOf("c file=src/a.c", "int a;"))).toBe("not here");
  expect(await built(layoutsOf("c file=src/a.c", "int a;"), [])).toBe("built");
});
