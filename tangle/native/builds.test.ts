import { expect, test } from "vitest";
import { render } from "../text/diagnostic.ts";
import { executablesOf, readBuilds, requiredFor } from "./builds.ts";

const said = (text: string): string => readBuilds(text).diagnostics.map(render).join("");

test("a build has a name, sources, commands, and the programs that it needs", () => {
  const { builds, diagnostics } = readBuilds(`title: T
builds:
  grains.node:
    sources: [src/native/*.c, "src/native/*.h"]
    command: cc -O3 {addon} -o {out} {sources}
  kernel.wasm:
    sources: src/wasm/kernel.c
    command:
      - clang --target=wasm32 -nostdlib -c -o kernel.o {sources}
      - wasm-ld --no-entry --export-all -o {out} kernel.o
    needs: [wasm-opt]
  kernels.ptx:
    sources: src/cuda/kernels.cu
    command: nvcc -ptx -o {out} {sources}
    kept: book/builds/kernels.ptx
`);
  expect(diagnostics).toEqual([]);
  expect(builds.map(({ name, sources, commands }) => [name, sources.map(({ text }) => text), commands.length])).toEqual([
    ["grains.node", ["src/native/*.c", "src/native/*.h"], 1],
    ["kernel.wasm", ["src/wasm/kernel.c"], 2],
    ["kernels.ptx", ["src/cuda/kernels.cu"], 1],
  ]);
  expect(builds[0]?.commands).toEqual([["cc", "-O3", "{addon}", "-o", "{out}", "{sources}"]]);
  expect(builds.map(executablesOf)).toEqual([["cc"], ["clang", "wasm-ld", "wasm-opt"], ["nvcc"]]);
  expect(builds.map(requiredFor)).toEqual([["cc"], ["clang", "wasm-ld", "wasm-opt"], []]);
  expect(builds.map(({ kept }) => kept)).toEqual([null, null, "book/builds/kernels.ptx"]);
});

test.each([null, "title: T\n", "title: T\nbuilds:\n", "title: T\nbuilds: {}\n", "title: [\n"])("%j declares no builds, and nothing is said of that", (text) => {
  expect(readBuilds(text)).toEqual({ builds: [], diagnostics: [] });
});

const right = "    sources: src/a.c\n    command: cc -o {out} {sources}\n";

test.each<[string, string, readonly string[]]>([
  ["builds that are a list", "builds: [grains]\n", [
    "book/book.yml:1:9: error[wrong-build]: `builds` must be a mapping from the file that is made, such as `grains.node`, to its `sources` and its `command`",
    "  1 │ builds: [grains]",
    "    ╵         ~~~~~~~~",
  ]],
  ["a name with a slash", `builds:\n  native/grains.node:\n${right}`, [
    "book/book.yml:2:3: error[wrong-build]: `native/grains.node` cannot be the name of a product: write a file's name with its extension, such as `grains.node`",
    "  2 │   native/grains.node:",
    "    ╵   ~~~~~~~~~~~~~~~~~~",
  ]],
  ["a name without an extension, which any text could be", `builds:\n  native:\n${right}`, [
    "book/book.yml:2:3: error[wrong-build]: `native` cannot be the name of a product: write a file's name with its extension, such as `grains.node`",
    "  2 │   native:",
    "    ╵   ~~~~~~",
  ]],
  ["a build that is no mapping", "builds:\n  a.node: cc a.c\n", [
    "book/book.yml:2:3: error[wrong-build]: `a.node` must be a mapping with `sources` and `command`",
    "  2 │   a.node: cc a.c",
    "    ╵   ~~~~~~",
  ]],
  ["an unknown key", `builds:\n  a.node:\n${right}    source: src/b.c\n    flags: -O3\n`, [
    "book/book.yml:5:5: error[wrong-build]: a build has no key `source`; there are `sources`, `command`, `needs` and `kept`",
    "  5 │     source: src/b.c",
    "    ╵     ~~~~~~",
    "  cure: write `sources`",
    "book/book.yml:6:5: error[wrong-build]: a build has no key `flags`; there are `sources`, `command`, `needs` and `kept`",
    "  6 │     flags: -O3",
    "    ╵     ~~~~~",
  ]],
  ["no command, and no sources", "builds:\n  a.node:\n    sources: src/a.c\n  b.node:\n    command: cc -o {out} b.c\n", [
    "book/book.yml:2:3: error[wrong-build]: `a.node` has no `command`",
    "  2 │   a.node:",
    "    ╵   ~~~~~~",
    "book/book.yml:4:3: error[wrong-build]: `b.node` has no `sources`",
    "  4 │   b.node:",
    "    ╵   ~~~~~~",
  ]],
  ["a kept product that is not among the book's", `builds:\n  a.ptx:\n${right}    kept: src/a.ptx\n`, [
    "book/book.yml:5:11: error[wrong-build]: `kept` must be a file in `book/builds/`, such as `book/builds/kernels.ptx`",
    "  5 │     kept: src/a.ptx",
    "    ╵           ~~~~~~~~~",
  ]],
  ["sources outside of the program", "builds:\n  a.node:\n    sources: [src/a.c, ../b.c, lib/*.c]\n    command: cc -o {out} {sources}\n", [
    "book/book.yml:3:24: error[wrong-build]: `../b.c` leaves its folder through `..`",
    "  3 │     sources: [src/a.c, ../b.c, lib/*.c]",
    "    ╵                        ~~~~~~",
    "book/book.yml:3:32: error[wrong-build]: `lib/*.c` is not under `src/`",
    "  3 │     sources: [src/a.c, ../b.c, lib/*.c]",
    "    ╵                                ~~~~~~~",
  ]],
  ["sources that are no texts", "builds:\n  a.node:\n    sources: [7]\n    command: cc -o {out} {sources}\n", [
    "book/book.yml:3:14: error[wrong-build]: `sources` must be a path under `src/` or a list of them, in which `*` stands for a part of a name and `**` for folders",
    "  3 │     sources: [7]",
    "    ╵              ~~~",
  ]],
  ["a command that makes nothing", "builds:\n  a.node:\n    sources: src/a.c\n    command: cc {sources}\n", [
    "book/book.yml:4:14: error[wrong-build]: the `command` of `a.node` never names `{out}`, the file that it must write",
    "  4 │     command: cc {sources}",
    "    ╵              ~~~~~~~~~~~~",
  ]],
  ["a command that is a mapping", "builds:\n  a.node:\n    sources: src/a.c\n    command: { cc: -O3 }\n", [
    "book/book.yml:4:14: error[wrong-build]: `command` must be a text, or a list of texts that are run one after the other",
    "  4 │     command: { cc: -O3 }",
    "    ╵              ~~~~~~~~~~~",
  ]],
  ["a wrong command in a list, at its place", "builds:\n  a.node:\n    sources: src/a.c\n    command:\n      - cc -c {sources}\n      - cc -o {ouut} a.o\n", [
    "book/book.yml:6:9: error[wrong-build]: there is no placeholder `{ouut}`; there are `{addon}`, `{headers}`, `{out}` and `{sources}`",
    "  6 │       - cc -o {ouut} a.o",
    "    ╵         ~~~~~~~~~~~~~~~~",
    "  cure: write `{out}`",
  ]],
  ["needs that are no names", `builds:\n  a.node:\n${right}    needs: { cc: 12 }\n`, [
    "book/book.yml:5:12: error[wrong-build]: `needs` must be the name of a program or a list of them, such as `[wasm-ld]`",
    "  5 │     needs: { cc: 12 }",
    "    ╵            ~~~~~~~~~~",
  ]],
])("%s: refused, at its place", (_, text, report) => {
  expect(said(text).split("\n").slice(0, -1)).toEqual(report);
});

test("of builds with mistakes the right ones are read", () => {
  expect(readBuilds(`builds:\n  a.node: 1\n  b.node:\n${right}`).builds.map(({ name }) => name)).toEqual(["b.node"]);
});
