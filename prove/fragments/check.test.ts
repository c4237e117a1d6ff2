import { expect, test } from "vitest";
import { bookFromFiles, type Fence } from "../../tangle/index.ts";
import { checkFragment } from "./check.ts";

/** The one fence of a chapter that holds `text`. */
function fenceIn(text: string): Fence {
  const { book } = bookFromFiles("/nowhere", new Map([["book/contents.md", "# A\n\n- [One](01-one/index.md)\n"], ["book/01-one/index.md", text], ["book/book.yml", "title: A\n"]]));
  const fence = book?.sections[0]?.fences[0];
  if (fence === undefined) throw new Error("there is no fence");
  return fence;
}

async function mistakes(language: string, code: string): Promise<readonly string[]> {
  const outcome = await checkFragment(fenceIn(`# One\n\n\`\`\`${language} fragment\n${code}\n\`\`\`\n`));
  return outcome.ok ? [] : outcome.failures.map(({ message, where }) => `${where.kind === "line" ? `${where.line}:${where.column} ` : ""}${message}`);
}

test.each([
  ["ts", "const x: number = 1;\nreturn x;"],
  ["ts", "interface A<T> { readonly [K: string]: T }"],
  ["ts", "await f(); for (const x of y) break;"],
  ["ts", "const wrong: string = 1;"],
  ["c", "float sum(const float *restrict x, size_t n) {\n  return x[n];\n}"],
  ["c", "struct point q = { .x = 3, .y = 4 };"],
  ["c", "for (int i = 0; i < n; i++) y[i] += x[i];"],
  ["cpp", "template <typename T> T twice(T x) { return x + x; }"],
  ["cuda", "__global__ void add(float *__restrict__ x, int n) {\n  __shared__ float s[32];\n  if (threadIdx.x < n) x[threadIdx.x] += 1;\n}"],
  ["cuda", "add<<<(n + 255) / 256, 256, 0, stream>>>(x, n);"],
  ["cuda", "__launch_bounds__(256) __global__ void add() { int y = 1 >> 2 << 3; }"],
  ["sh", "npm run book && echo \"$HOME\" | tee log.txt\nfor i in 1 2; do echo $i; done"],
  ["py", "def f(x):\n    return x + 1"],
  ["wgsl", "@group(0) @binding(0) var<storage, read> x: array<f32>;\n\n@compute @workgroup_size(64)\nfn main(@builtin(global_invocation_id) id: vec3<u32>) {\n  y[id.x] = 2.0 * x[id.x];\n}"],
  ["wgsl", "enable f16;\noverride k: f32 = 1.0;\nalias M = mat4x4<f32>;"],
  ["wgsl", "let row = id.y;\nfor (var k = 0u; k < n; k++) { sum += a[row * n + k]; }\nworkgroupBarrier();"],
])("this %s parses: %j", async (language, code) => {
  expect(await mistakes(language, code)).toEqual([]);
});

test.each([
  ["ts", "const x = (1 + 2;", ["4:17 the fragment does not parse as `ts`: `)` expected"]],
  ["ts", "const x = 1;\nlet let = ;", ["5:11 the fragment does not parse as `ts`: expression expected"]],
  ["ts", "function f() {", ["4:15 the fragment does not parse as `ts`: `}` expected"]],
  ["c", "int f() {\n  return 1\n}", ["5:11 the fragment does not parse as `c`: `;` is missing"]],
  ["cpp", "int f( { }", ["4:1 the fragment does not parse as `cpp`: `int f( { }` is not expected"]],
  ["cuda", "__global__ void add(float *x {\n}", ["4:29 the fragment does not parse as `cuda`: `)` is missing"]],
  ["cuda", "add<<<1, 2(x);", ["4:6 the fragment does not parse as `cuda`: `identifier` is missing"]],
  ["sh", "if true; then echo", ["4:19 the fragment does not parse as `sh`: `fi` is missing"]],
  ["sh", "echo | | cat", ["4:8 the fragment does not parse as `sh`: `|` is not expected"]],
  ["ts", "", ["the fragment is empty"]],
  ["c", "   ", ["the fragment is empty"]],
  ["wgsl", "struct A { /* é */ a: f32 b: f32 }", ["4:27 the fragment does not parse as `wgsl`: expected `,`, found \"b\""]],
  ["wgsl", "let x = 1;\nlet y = ;", ["5:9 the fragment does not parse as `wgsl`: expected expression, found \";\""]],
  ["wgsl", "hello world", ["4:7 the fragment does not parse as `wgsl`: expected assignment or increment/decrement, found \"world\""]],
  [
    "glsl",
    "float x = 1.0;",
    ["a fragment in `glsl` cannot be checked: there is no parser for it, only for `ts`, `cuda`, `wgsl`, `c`, `cpp`, `sh`, `py`, `js`, `css`, `rust`, `go`, `java`"],
  ],
])("this %s does not: %j", async (language, code, expected) => {
  expect(await mistakes(language, code)).toEqual(expected);
});

test("what cannot be read has a place in a list, behind the indentation that the list took", async () => {
  const outcome = await checkFragment(fenceIn("- An item\n\n  ```ts fragment\n  const x = (1;\n  ```\n"));
  expect(outcome.ok ? [] : outcome.failures.map(({ where }) => where)).toEqual([{ kind: "line", line: 4, column: 15 }]);
});

test("a misspelt language has a cure", async () => {
  const outcome = await checkFragment(fenceIn("```rusts fragment\nx\n```\n"));
  expect(outcome.ok ? [] : outcome.failures.map(({ cure }) => cure)).toEqual(["write `rust`"]);
});
