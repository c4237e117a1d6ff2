import { expect, test } from "vitest";
import { exportId, reachedBy, type Reached } from "./reach.ts";

const files = {
  "src/index.ts": 'export * from "./mill.ts";\nexport * from "./cup.ts";\n',
  "src/mill.ts": 'import { grains } from "./grains.ts";\n/** Grinds. */\nexport function mill(beans: number): number {\n  return beans * grains;\n}\nexport class Grinder {}\n',
  "src/grains.ts": "export const grains = 3;\nexport const dust = 4;\n",
  "src/cup.ts": 'import fc from "fast-check";\nexport const cup = () => fc.nat();\n',
  "src/shader.ts": 'export const shader = () => new URL("./shade.wgsl", import.meta.url);\nexport const worker = () => new Worker(new URL("./work.ts", import.meta.url));\n',
  "src/shade.wgsl": "fn main() {}\n",
  "src/work.ts": 'import "./grains.ts";\n',
} as const;

type Path = keyof typeof files;

function reached(path: Path, name: string, over: Readonly<Partial<Record<Path, string>>> = {}): Reached | undefined {
  return reachedBy(new Map(Object.entries({ ...files, ...over })), [{ path, name }]).get(exportId({ path, name }));
}

const isSame = (path: Path, name: string, over: Readonly<Partial<Record<Path, string>>>): boolean => reached(path, name, over)?.hash === reached(path, name)?.hash;

test.each<[string, Path, string, Path, string, boolean]>([
  ["a comment", "src/mill.ts", "mill", "src/mill.ts", files["src/mill.ts"].replace("Grinds.", "Grinds beans."), true],
  ["a type", "src/mill.ts", "mill", "src/mill.ts", files["src/mill.ts"].replace(": number {", " {"), true],
  ["what stands beside it", "src/mill.ts", "mill", "src/mill.ts", files["src/mill.ts"].replace("class Grinder {}", "class Grinder { a = 1 }"), true],
  ["what a module that it needs has besides", "src/mill.ts", "mill", "src/grains.ts", files["src/grains.ts"].replace("dust = 4", "dust = 5"), true],
  ["another module behind the same barrel", "src/index.ts", "mill", "src/cup.ts", files["src/cup.ts"].replace("fc.nat()", "fc.nat(2)"), true],
  ["its own body", "src/mill.ts", "mill", "src/mill.ts", files["src/mill.ts"].replace("beans *", "beans +"), false],
  ["what it needs", "src/index.ts", "mill", "src/grains.ts", files["src/grains.ts"].replace("grains = 3", "grains = 2"), false],
  ["what is done when a module is loaded", "src/mill.ts", "mill", "src/grains.ts", `${files["src/grains.ts"]}console.log(1);\n`, false],
  ["anything, where all is imported", "src/index.ts", "*", "src/cup.ts", "export const cup = 1;\n", false],
  ["a file to which it has an address", "src/shader.ts", "shader", "src/shade.wgsl", "fn main() { }\n", false],
  ["what a worker that it starts imports", "src/shader.ts", "worker", "src/grains.ts", "export const grains = 3; // so\n", false],
])("a change of %s", (_, path, name, changed, text, same) => {
  expect(isSame(path, name, { [changed]: text })).toBe(same);
});

test("packages are those that it really needs", () => {
  expect([reached("src/mill.ts", "mill")?.packages, reached("src/cup.ts", "cup")?.packages]).toEqual([[], ["fast-check"]]);
  // a package that a barrel loads may do something by being loaded
  expect(reached("src/index.ts", "mill")?.packages).toEqual(["fast-check"]);
});

test("of a program that cannot be bundled whole texts count", () => {
  const broken = { "src/cup.ts": "export const = ;\n" } as const;
  expect(reached("src/index.ts", "mill", { ...broken, "src/grains.ts": `${files["src/grains.ts"]}// so\n` })?.hash).not.toBe(reached("src/index.ts", "mill", broken)?.hash);
});

test("a name that a module does not export, and a module that there is not, are told from others", () => {
  expect(reached("src/mill.ts", "nothing")?.hash).not.toBe(reached("src/mill.ts", "mill")?.hash);
  expect(reachedBy(new Map(), [{ path: "src/none.ts", name: "a" }]).size).toBe(0);
});
