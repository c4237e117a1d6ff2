import { expect, test } from "vitest";
import { filled, mentions, problemIn, wordsOf } from "./command.ts";

test("a command is words; quotes hold spaces together, and are taken away", () => {
  expect(wordsOf(`cc  -DNAME="two words" '-I my folder' -o {out}\t{sources}`)).toEqual(["cc", "-DNAME=two words", "-I my folder", "-o", "{out}", "{sources}"]);
});

test("placeholders are filled in: some stand for several words, some may stand within one", () => {
  const filling = { addon: ["-shared", "-fPIC"], headers: "/the headers", out: "grains.node", sources: ["src/a.c", "src/b.c"] };
  expect(filled(wordsOf("cc {addon} -I{headers} -o{out} {sources}"), filling)).toEqual(["cc", "-shared", "-fPIC", "-I/the headers", "-ograins.node", "src/a.c", "src/b.c"]);
  expect([mentions(["-o{out}"], "out"), mentions(["-o", "out"], "out")]).toEqual([true, false]);
});

test.each([
  ["cc -o {out} {sources}", null],
  ["nvcc -arch=native -Xcompiler -fPIC -gencode arch=compute_90,code=sm_90 -o {out} {sources}", null],
  ["", { message: "a command is empty" }],
  ["cc -DA='x -o {out}", { message: "a quote in this command is not closed" }],
  ["cc -c a.c && cc -o {out} a.o", { message: "`&&` would need a shell, and a build is run without one", cure: "several commands are a list" }],
  ["cc -o {out} {sources} 2>errors.txt", { message: "`2>errors.txt` would need a shell, and a build is run without one", cure: "several commands are a list" }],
  ["cc $(pkg-config x) -o {out}", { message: "`$(pkg-config` would need a shell, and a build is run without one", cure: "several commands are a list" }],
  ["cc -I$HOME/include -o {out}", { message: "`-I$HOME/include` would need a shell, and a build is run without one", cure: "several commands are a list" }],
  ["./build.sh {out}", { message: "a command begins with the name of a program, not with `./build.sh`" }],
  ["{sources} -o {out}", { message: "a command begins with the name of a program, not with `{sources}`" }],
  ["cc -o {output} {sources}", { message: "there is no placeholder `{output}`; there are `{addon}`, `{headers}`, `{out}` and `{sources}`" }],
  ["cc -o {out} {source}", { message: "there is no placeholder `{source}`; there are `{addon}`, `{headers}`, `{out}` and `{sources}`", cure: "write `{sources}`" }],
  ["cc -o {out} -Wl,{sources}", { message: "`{sources}` stands for several words, so it stands alone, not in `-Wl,{sources}`" }],
])("what is wrong with `%s`", (command, problem) => {
  expect(problemIn(command)).toEqual(problem);
});
