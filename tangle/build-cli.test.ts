/** The command `build`, and the commands that build on demand, on a book with an addon in C. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { commandArguments } from "./start/commands.ts";
import { compilersOfC, nativeBook, pathWithout, squaresYml, type NativeBook, type NativeTexts } from "./testing/nativeBook.ts";

const project = join(import.meta.dirname, "..");
const books: NativeBook[] = [];
const bare = pathWithout(compilersOfC);
afterEach(() => books.splice(0).forEach(({ remove }) => remove()));
afterAll(bare.remove);

function book(texts: NativeTexts = {}): NativeBook {
  const made = nativeBook(texts);
  books.push(made);
  return made;
}

function command(name: string, args: readonly string[], path = process.env["PATH"]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const run = spawnSync(process.execPath, [...commandArguments(`tangle/${name}`), ...args], { cwd: project, encoding: "utf8", env: { ...process.env, PATH: path } });
  return { code: run.status, out: run.stdout.replace(/[0-9a-f]{64}/g, "HASH"), err: run.stderr };
}

const product = "output/.cache/builds/squares.node/HASH/squares.node";

test("it says what was built, and the second time that nothing had to be", () => {
  const { root } = book();
  expect(command("build-cli.ts", ["--root", root])).toEqual({ code: 0, out: `built: ${product}\n`, err: "" });
  expect(command("build-cli.ts", ["--root", root])).toEqual({ code: 0, out: `unchanged: ${product}\n`, err: "" });
});

test("a build that fails says the chapter's line, and the last good product stays", () => {
  const { root, write } = book();
  command("build-cli.ts", ["--root", root]);
  write({ kernel: "double sum = lost;\nreturn sum;" });
  expect(command("build-cli.ts", ["--root", root])).toEqual({
    code: 1,
    out: "failed: squares.node; the one that was built last stays\n",
    err: "book/01-squares/index.md:17:14: error[native-build]: `lost` undeclared (first use in this function)\n  17 │ double sum = lost;\n     ╵              ~~~~\n",
  });
  write({});
  expect(command("build-cli.ts", ["--root", root]).out).toBe(`unchanged: ${product}\n`);
});

test("without a C compiler the build is skipped by name, and so is the test that needs it", () => {
  const { root } = book();
  const cure = /^skipped: squares\.node: no C compiler(: (sudo )?apt-get install -y --no-install-recommends gcc libc6-dev|: xcode-select --install)?\n$/;
  const built = command("build-cli.ts", ["--root", root], bare.path);
  expect([built.code, built.err]).toEqual([0, ""]);
  expect(built.out).toMatch(cure);
  const chapters = command("cli.ts", ["--every-chapter", "--root", root], bare.path);
  expect([chapters.code, chapters.err]).toEqual([0, ""]);
  expect(chapters.out).toMatch(/^skipped: src\/squares\.test\.ts: no C compiler.*\n1 chapters, 1 program: each type-checks and passes its tests \(0 test files run, 0 known to pass, 0 unchanged\)\n0 passed, 0 failed, 1 skipped\n$/);
});

test("at every chapter's end the products are built, and the tests that need them are run", () => {
  const { root, write } = book();
  expect(command("cli.ts", ["--every-chapter", "--root", root])).toEqual({ code: 0, out: "1 chapters, 1 program: each type-checks and passes its tests (1 test files run, 0 known to pass, 0 unchanged)\n1 passed, 0 failed\n", err: "" });
  write({ kernel: "return 1;" });
  const wrong = command("cli.ts", ["--every-chapter", "--root", root]);
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain("the test `the squares of 1 to n add up to n (n + 1) (2 n + 1) / 6` fails: expected 1 to be 4900");
});

test("a demonstration finds its products, which are built before it starts", () => {
  const { root } = book({ more: '```ts file=src/stages/01-squares.ts\nimport { sumOfSquares } from "#src/squares.ts";\nconsole.log(sumOfSquares(Float64Array.of(1, 4, 8)));\n```\n' });
  command("cli.ts", ["--root", root]);
  expect(command("stage-cli.ts", ["--root", root, "1"])).toEqual({ code: 0, out: "81\n", err: "" });
});

test("a build of files that the program has not is a mistake, and nothing is built", () => {
  const { root } = book({ yml: squaresYml.replace("src/native/*.h", "src/native/*.hh") });
  expect(command("build-cli.ts", ["--root", root])).toEqual({
    code: 1,
    out: "",
    err: "book/book.yml:4:31: error[missing-source]: no file of the program is `src/native/*.hh`\n  4 │     sources: [src/native/*.c, src/native/*.hh]\n    ╵                               ~~~~~~~~~~~~~~~\n",
  });
});

test("the doctor lists every need and every build", () => {
  const { root } = book();
  const { code, out } = command("build-cli.ts", ["--doctor", "--root", root]);
  expect(code).toBe(0);
  expect(out.replace(/: .*/g, "").split("\n").map((line) => line.replace(/^ {2}(ok {6}|absent {2}) /, ""))).toEqual([
    'cells and tests with `needs="native"`', 'cells and tests with `needs="webgpu"`', 'cells and tests with `needs="cuda"`', 'cells and tests with `needs="mpi"`', "the build squares.node", "",
  ]);
});

test("a book that declares none has none, and wrong usage exits 2", () => {
  const { root } = book({ yml: "title: Squares\n" });
  mkdirSync(join(root, "book"), { recursive: true });
  writeFileSync(join(root, "book/contents.md"), "not even a book\n");
  expect(command("build-cli.ts", ["--root", root])).toEqual({ code: 0, out: "no native products\n", err: "" });
  expect(command("build-cli.ts", ["--docter"]).code).toBe(2);
});
