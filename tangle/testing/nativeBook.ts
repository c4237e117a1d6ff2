/** For tests: a small book with an addon in C, on the disk. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What `book.yml` says, the kernel that an author may get wrong, and what stands after all that is there. */
export interface NativeTexts {
  readonly yml?: string;
  /** The lines of `sum_of_squares`. */
  readonly kernel?: string;
  readonly more?: string;
}

/** The book in a folder of its own. */
export interface NativeBook {
  readonly root: string;
  /** Writes it anew. */
  readonly write: (texts: NativeTexts) => void;
  readonly remove: () => void;
}

/** `book.yml` with the build of the addon. */
export const squaresYml = `title: Squares
builds:
  squares.node:
    sources: [src/native/*.c, src/native/*.h]
    command: cc -O2 -Wall {addon} -o {out} {sources}
`;

/** The kernel, right. */
export const squaresKernel = "double sum = 0;\nfor (size_t i = 0; i < length; i++) sum += numbers[i] * numbers[i];\nreturn sum;";

/** Writes the book. Its chapter `01-squares` has the addon, the module `src/squares.ts` that loads it, and a test of that. */
export function nativeBook(texts: NativeTexts = {}): NativeBook {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "native-book-")));
  const write = (given: NativeTexts): void => {
    for (const [path, text] of nativeFiles(given)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };
  write(texts);
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Its files by path. */
export function nativeFiles({ yml = squaresYml, kernel = squaresKernel, more = "" }: NativeTexts = {}): ReadonlyMap<string, string> {
  const fences = [
    ["c file=src/native/squares.h", "#include <stddef.h>", "double sum_of_squares(const double *numbers, size_t length);"],
    ["c file=src/native/squares.c", '#include "squares.h"', "", "double sum_of_squares(const double *numbers, size_t length) {", "  <<Add the squares>>", "}"],
    ['c chunk="Add the squares"', kernel],
    ["c file=src/native/addon.c", addon],
    ["ts file=src/squares.ts", loader],
    ['ts file=src/squares.test.ts needs="native"', tests],
  ];
  const chapter = fences.map(([info, ...lines]) => `\`\`\`${info}\n${lines.join("\n")}\n\`\`\`\n`).join("\n");
  return new Map([
    ["book/contents.md", "# Squares\n\n- [Squares](01-squares/index.md)\n"],
    ["book/book.yml", yml],
    ["book/01-squares/index.md", `# Squares\n\n${chapter}${more === "" ? "" : `\n${more}`}`],
  ]);
}

/** A folder with links to every program of the PATH but some; the caller removes it. */
export function pathWithout(hidden: RegExp): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "path-"));
  for (const from of (process.env["PATH"] ?? "").split(":")) {
    for (const name of programsIn(from)) {
      if (!hidden.test(name)) link(join(from, name), join(folder, name));
    }
  }
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Compilers of C by all their names. */
export const compilersOfC = /^(?:.*-)?(?:cc|gcc|clang|c\+\+|g\+\+|clang\+\+|tcc)(?:-[\d.]+)?$/;

function programsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function link(from: string, to: string): void {
  try {
    symlinkSync(from, to);
  } catch {
    // an earlier folder of the PATH has a program of that name
  }
}

const addon = `#include <node_api.h>
#include "squares.h"

static napi_value squares(napi_env env, napi_callback_info info) {
  size_t count = 1, length;
  napi_value argument, sum;
  void *numbers;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  napi_get_typedarray_info(env, argument, NULL, &length, &numbers, NULL, NULL);
  napi_create_double(env, sum_of_squares(numbers, length), &sum);
  return sum;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "squares", NAPI_AUTO_LENGTH, squares, NULL, &function);
  return function;
}`;

const loader = `declare global {
  var bookBuild: ((name: string) => string | undefined) | undefined;
}

/** The sum of squares, by the addon. */
export function sumOfSquares(numbers: Float64Array): number {
  const path = globalThis.bookBuild?.("squares.node");
  if (path === undefined) throw new Error("squares.node is not built here");
  const { createRequire } = process.getBuiltinModule("node:module");
  return createRequire(import.meta.url)(path)(numbers);
}`;

const tests = `import { expect, test } from "vitest";
import { sumOfSquares } from "#src/squares.ts";

test("the squares of 1 to n add up to n (n + 1) (2 n + 1) / 6", () => {
  expect(sumOfSquares(Float64Array.from({ length: 24 }, (_, i) => i + 1))).toBe(4900);
});`;
