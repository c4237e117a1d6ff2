import { expect, test } from "vitest";
import { bookFromFiles, chunkGraph, hasErrors, placeOf, render, type Section } from "../../../tangle/index.ts";
import { changeOf, type Mutant } from "../mutant.ts";
import { chapterPrograms } from "../programs.ts";
import { nativeReaders, operatorMutants } from "./operators.ts";

/** The mutants of a section of a book in memory: of the first that there is. */
async function mutantsOf(files: Readonly<Record<string, string>>): Promise<readonly Mutant[]> {
  const chapters = Object.keys(files).map((path) => `- [${path}](${path})\n`).join("");
  const { book } = bookFromFiles("/nowhere", new Map([["book/contents.md", chapters], ...Object.entries(files).map(([path, text]) => [`book/${path}`, text] as const)]));
  const [section] = book?.sections ?? [];
  if (book === null || section === undefined) throw new Error("no section");
  const { graph, diagnostics } = chunkGraph(book);
  if (hasErrors(diagnostics)) throw new Error(diagnostics.map(render).join(""));
  return operatorMutants(section, chapterPrograms({ book, graph }), await nativeReaders(new Set(section.fences.map(({ language }) => language))));
}

function mutatedText({ section, span, text }: Mutant): string {
  const before = section.source.text;
  return before.slice(0, span.start) + text + before.slice(span.end);
}

/** The place in the chapter, and the change. */
function placed(mutant: Mutant): string {
  const { line, column } = placeOf(mutant.section.source, mutant.span.start);
  return `${line}:${column} ${changeOf(mutant)}`;
}

const mutants = async (code: string, attributes = 'file=src/work.ts'): Promise<readonly string[]> => (await mutantsOf({ "a/index.md": `# A\n\n\`\`\`ts ${attributes}\n${code}\n\`\`\`\n` })).map(changeOf);

test.each([
  ["a + b * c", ["`+` → `-`", "`*` → `/`"]],
  ["for (let i = 0; i < n; i++) sum += i;", ["`<` → `<=`", "`++` → `--`", "`+=` → `-=`"]],
  ["if (!row || n >= 2) return a ?? b;", ["`!` → nothing", "`||` → `&&`", "`>=` → `>`", "`??` → `&&`"]],
  ["const rows: Map<string, number> = new Map<string, number>();", []],
  ["const f = (a: number) => a;", []],
  ["// a + b\nconst s = \"a + b\";", []],
  ["const n = -1;", ["`-` → `+`"]],
])("the operators of %j", async (code, changes) => {
  expect(await mutants(code)).toEqual(changes);
});

test("a chunk that begins in the middle of a function, and uses another", async () => {
  const text = "# A\n\n```ts file=src/a.ts\nfunction f() {\n  <<Go on>>\n```\n\n```ts chunk=\"Go on\"\n  return a - b;\n}\n<<Do <T> more>>\nreturn x / y;\n```\n\n```ts chunk=\"Do <T> more\"\nlater();\n```\n";
  expect((await mutantsOf({ "a/index.md": text })).map(changeOf)).toEqual(["`-` → `+`", "`/` → `*`"]);
});

test("tests, benchmarks and cells are not the program", async () => {
  expect(await mutants("a + b", "file=src/a.test.ts")).toEqual([]);
  expect(await mutants("a + b", "file=src/a.bench.ts")).toEqual([]);
  expect(await mutants("a + b", "run")).toEqual([]);
});

test("the token that changes is the one in the chapter, in lists and after tabs too", async () => {
  const found = await mutantsOf({ "a/index.md": "# A\n\n- An item:\n\n  ```ts file=src/work.ts\n  \tconst é = '💧' + a - b;\n  ```\n" });
  expect(found.map((mutant) => mutatedText(mutant).split("\n")[5]).sort()).toEqual(["  \tconst é = '💧' + a + b;", "  \tconst é = '💧' - a - b;"]);
});

const dot = `# Dot products

\`\`\`c file=src/dot.c
#include <stddef.h>
#if defined(FAST) && !defined(SAFE)
#define HALF(x) ((x) / 2)
#endif

/* 💧 a * b */
float dot(const float *a, const float *b, size_t n) {
  float sum = -0.0f;
  <<Add the products>>
  return sum;
}
\`\`\`

- Each product once:

  \`\`\`c chunk="Add the products"
  for (size_t i = 0; i < n; ++i) {
  \tsum += a[i] * b[i]; // "+"
  }
  \`\`\`
`;

test("operators of C are found where the chapter has them; pointers, macros and comments are left alone", async () => {
  expect((await mutantsOf({ "a/index.md": dot })).map(placed)).toEqual(["11:15 `-` → `+`", "20:24 `<` → `<=`", "20:29 `++` → `--`", "21:8 `+=` → `-=`", "21:16 `*` → `/`"]);
});

test("a chunk of C is read in its file, so that half a statement is not misread; used twice, it is changed once", async () => {
  const text = "# A\n\n```c file=src/a.c\nint f(int a, int b, int c) {\n  return a\n    <<Scale>>\n    ;\n}\nint g(int a, int b, int c) {\n  return a\n    <<Scale>>\n    ;\n}\n```\n\n```c chunk=\"Scale\"\n* b & c\n```\n";
  expect((await mutantsOf({ "a/index.md": text })).map(placed)).toEqual(["17:1 `*` → `/`", "17:5 `&` → `|`"]);
});

test("operators of CUDA and C++, without qualifiers, launches and templates", async () => {
  const text = "# A\n\n```cuda file=src/scale.cu\ntemplate <typename T>\n__global__ void scale(T *out, const T *in, int n) {\n  int i = blockIdx.x * blockDim.x + threadIdx.x;\n  if (i < n) out[i] = static_cast<T>(2) * in[i];\n}\nvoid launch(float *out, const float *in, int n) {\n  scale<float><<<(n + 255) >> 8, 256>>>(out, in, n);\n}\n```\n";
  expect((await mutantsOf({ "a/index.md": text })).map(placed)).toEqual(["6:22 `*` → `/`", "6:35 `+` → `-`", "7:9 `<` → `<=`", "7:41 `*` → `/`", "10:21 `+` → `-`", "10:28 `>>` → `<<`"]);
});

test("operators of WGSL, in a chunk of a list with a tab, too", async () => {
  const text = "# A\n\n```wgsl file=src/scale.wgsl\n@group(0) @binding(0) var<storage, read_write> out: array<vec4<f32>>;\n\n@compute @workgroup_size(64)\nfn main(@builtin(global_invocation_id) id: vec3<u32>) {\n  <<Scale>>\n}\n```\n\n1. One item each:\n\n   ```wgsl chunk=\"Scale\"\n   if (id.x < arrayLength(&out)) {\n   \tout[id.x] = -out[id.x] * 2.0; /* + */\n   }\n   ```\n";
  expect((await mutantsOf({ "a/index.md": text })).map(placed)).toEqual(["15:13 `<` → `<=`", "16:17 `-` → nothing", "16:28 `*` → `/`"]);
});

test("a chunk that only a later chapter's program has is read there", async () => {
  const found = await mutantsOf({ "a/index.md": "# A\n\n```c chunk=\"Half\"\nreturn a / 2;\n```\n", "b/index.md": "# B\n\n```c file=src/half.c\nint half(int a) {\n  <<a/Half>>\n}\n```\n" });
  expect(found.map(placed)).toEqual(["4:10 `/` → `*`"]);
});
