import { expect, test } from "vitest";
import { wgslOperators } from "./wgsl.ts";

const changes = (text: string): readonly string[] => wgslOperators(text).map(({ start, end, replacement }) => `${start} ${text.slice(start, end)} → ${replacement}`);
const operators = (text: string): readonly string[] => wgslOperators(text).map(({ start, end }) => text.slice(start, end));

test.each<[string, readonly string[]]>([
  ["let y = a + b * c;", ["10 + → -", "14 * → /"]],
  ["x -= -1;", ["2 -= → +=", "5 - → "]],
  ["return -x - 3;", ["7 - → ", "10 - → +"]],
  ["if !done || n >= 2u { return; }", ["3 ! → ", "9 || → &&", "14 >= → >"]],
  ["for (var s = 64u; s > 0u; s >>= 1u) { i++; }", ["20 > → >=", "28 >>= → <<=", "39 ++ → --"]],
  ["let q = (word >> 4u) & 0xFu;", ["14 >> → <<", "21 & → |"]],
  ["let e = 1.5e-3 - 2e+4f;", ["15 - → +"]],
])("the operators of %j", (text, found) => {
  expect(changes(text)).toEqual(found);
});

test("the brackets of types are no comparisons, however deep and close they stand", () => {
  expect(operators("@group(0) @binding(1) var<storage, read_write> out: array<vec4<f32>, 4>;")).toEqual([]);
  expect(operators("var<workgroup> tile: array<array<f32,16>,16>;let a=array<vec2<i32>>(x);")).toEqual([]);
  expect(operators("let x: vec2<f32>=vec2<f32>(1.0, 2.0);")).toEqual([]);
  expect(operators("fn f(p: ptr<function, array<f32, N + 1>>) -> f32 {")).toEqual(["+"]);
});

test("comparisons are no brackets", () => {
  expect(operators("if (i < n && j > m) {")).toEqual(["<", "&&", ">"]);
  expect(operators("let both = (i < n) == (j > m);")).toEqual(["<", "==", ">"]);
  expect(operators("let t = a[i] < b[i]; let u = c > d;")).toEqual(["<", ">"]);
  expect(operators("while (i < n) { if (a > b) { continue; } }")).toEqual(["<", ">"]);
});

test("pointers, arrows and complements are left alone", () => {
  expect(operators("fn add(p: ptr<function, i32>) -> i32 { *p = ~(*p) * 2; return f(&x, *p); }")).toEqual(["*"]);
});

test("comments hold no operators, also where one holds another, and one that never ends holds the rest", () => {
  expect(operators("// a + b\nlet x = 1 /* c - /* d * e */ f / g */ + 2;")).toEqual(["+"]);
  expect(operators("a - b /* c + d")).toEqual(["-"]);
});

test("letters beyond ASCII are words, and offsets are those of the text", () => {
  expect(changes("let größe = λ<0.5 / 2.0; // 💧")).toEqual(["13 < → <=", "18 / → *"]);
});

test("a text that is nothing, or nothing but signs, has its end", () => {
  for (const text of ["", ">", "<", ">>=", "< < > > =", "((((", "))))", "*/"]) expect(() => wgslOperators(text)).not.toThrow();
});
