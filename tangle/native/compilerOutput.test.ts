import { expect, test } from "vitest";
import { columnIn, messagesIn, type CompilerMessage } from "./compilerOutput.ts";

const shown = ({ path, line, column, kind, text, notes }: CompilerMessage): string => `${path}:${line}:${column?.value ?? "-"} ${kind} ${text}${notes.map((note) => ` | ${shown(note)}`).join("")}`;

// as gcc 12.4.0 prints it, with LC_ALL=C
const gcc = `src/a.c: In function 'main':
src/a.c:2:16: error: 'foo' undeclared (first use in this function)
    2 |         return foo;
      |                ^~~
src/a.c:2:16: note: each undeclared identifier is reported only once for each function it appears in
In file included from src/a.c:1:
./src/b.h:3:14: warning: unused variable 'x' [-Wunused-variable]
    3 |  /* é */ int x = y;
      |              ^
src/c.c:1:10: fatal error: missing.h: No such file or directory
    1 | #include "missing.h"
      |          ^~~~~~~~~~~
compilation terminated.
`;

test("gcc's messages have their places, and its notes stand under what they explain", () => {
  expect(messagesIn(gcc, "gcc (Debian 12.4.0-5) 12.4.0").map(shown)).toEqual([
    "src/a.c:2:16 error `foo` undeclared (first use in this function) | src/a.c:2:16 note each undeclared identifier is reported only once for each function it appears in",
    "src/b.h:3:14 warning unused variable `x` [-Wunused-variable]",
    "src/c.c:1:10 error missing.h: No such file or directory",
  ]);
});

// as nvcc 13.0 prints it
const nvcc = `k.cu(2): error: identifier "b" is undefined
  __attribute__((global)) void k(float* a){ a[0] = b; int q; }
                                                   ^

src/k.cu(5): warning #177-D: variable "q" was declared but never referenced
    int q;
        ^

Remark: The warnings can be suppressed with "-diag-suppress <warning-number>"

src/k.cu(9): error: expected a ";"

2 errors detected in the compilation of "k.cu".
`;

test("nvcc's messages have lines, and columns where a caret shows them", () => {
  const messages = messagesIn(nvcc, "nvcc: NVIDIA (R) Cuda compiler driver");
  expect(messages.map(shown)).toEqual([
    "k.cu:2:50 error identifier `b` is undefined",
    "src/k.cu:5:7 warning variable `q` was declared but never referenced",
    "src/k.cu:9:- error expected a `;`",
  ]);
  const [changed, same, none] = messages.map(({ column }) => column);
  // the preprocessor made `__attribute__((global))` of `__global__`
  expect(columnIn("__global__ void k(float* a){ a[0] = b; int q; }", changed ?? null)).toBe(37);
  expect(columnIn("  int q;", same ?? null)).toBe(7);
  expect(columnIn("  k()", none ?? null)).toBe(3);
});

test.each([
  ["gcc counts a tab up to the next multiple of eight", "\treturn foo;", { unit: "display", value: 16 }, 9],
  ["gcc counts a letter beyond ASCII as the one column that it takes", " /* é */ int x = y;", { unit: "display", value: 14 }, 14],
  ["gcc counts two columns for a wide letter", "/* 漢字 */ int x;", { unit: "display", value: 15 }, 13],
  ["clang counts a tab as one", "\treturn foo;", { unit: "bytes", value: 9 }, 9],
  ["clang counts bytes of UTF-8", " /* é */ int x = y;", { unit: "bytes", value: 15 }, 14],
  ["a letter outside the basic plane is two units of ours", "/* 😀 */ x", { unit: "bytes", value: 12 }, 10],
  ["a column behind the line's end is its end", "int x", { unit: "display", value: 40 }, 6],
] as const)("%s", (_, line, column, expected) => {
  expect(columnIn(line, column)).toBe(expected);
});

test("clang is known by what it says of its version", () => {
  const [message] = messagesIn("a.c:1:5: error: expected ';' after expression\n", "Debian clang version 14.0.6");
  expect(message?.column).toEqual({ unit: "bytes", value: 5 });
});

test("what is no message is none", () => {
  expect(messagesIn("collect2: error: ld returned 1 exit status\n/usr/bin/ld: a.o: in function `f':\nmake: *** [x] Error 1\n", "gcc 12.4.0")).toEqual([]);
});
