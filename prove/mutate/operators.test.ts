import { expect, test } from "vitest";
import { bookFromFiles, type Section } from "../../tangle/index.ts";
import { changeOf, mutatedText } from "./mutant.ts";
import { operatorMutants } from "./operators.ts";

function sectionOf(text: string): Section {
  const { book } = bookFromFiles("/nowhere", new Map([["book/contents.md", "- [A](a/index.md)\n"], ["book/a/index.md", text]]));
  const [section] = book?.sections ?? [];
  if (section === undefined) throw new Error("no section");
  return section;
}

const mutants = (code: string, attributes = 'chunk="Work"'): readonly string[] => operatorMutants(sectionOf(`# A\n\n\`\`\`ts ${attributes}\n${code}\n\`\`\`\n`)).map(changeOf);

test.each([
  ["a + b * c", ["`+` → `-`", "`*` → `/`"]],
  ["for (let i = 0; i < n; i++) sum += i;", ["`<` → `<=`", "`++` → `--`", "`+=` → `-=`"]],
  ["if (!row || n >= 2) return a ?? b;", ["`||` → `&&`", "`!` → nothing", "`>=` → `>`", "`??` → `&&`"]],
  ["const rows: Map<string, number> = new Map<string, number>();", []],
  ["const f = (a: number) => a;", []],
  ["// a + b\nconst s = \"a + b\";", []],
  ["const n = -1;", ["`-` → `+`"]],
])("the operators of %j", (code, changes) => {
  expect(mutants(code)).toEqual(changes);
});

test("a chunk that begins in the middle of a function, and uses another", () => {
  expect(mutants("  return a - b;\n}\n<<Do <T> more>>\nreturn x / y;")).toEqual(["`-` → `+`", "`/` → `*`"]);
});

test("tests, benchmarks and cells are not the program", () => {
  expect(mutants("a + b", "file=src/a.test.ts")).toEqual([]);
  expect(mutants("a + b", "file=src/a.bench.ts")).toEqual([]);
  expect(mutants("a + b", "run")).toEqual([]);
});

test("the token that changes is the one in the chapter, in lists and after tabs too", () => {
  const section = sectionOf("# A\n\n- An item:\n\n  ```ts chunk=\"Work\"\n  \tconst é = '💧' + a - b;\n  ```\n");
  expect(operatorMutants(section).map((mutant) => mutatedText(mutant).split("\n")[5])).toEqual(["  \tconst é = '💧' + a + b;", "  \tconst é = '💧' - a - b;"]);
});
