import typescript from "typescript";
import { expect, test } from "vitest";
import { loadCompiler } from "../../../tangle/index.ts";
import { servicesFor, type Services } from "./languageService.ts";

const compiler = await loadCompiler();

/** What a service over one module has: the language's own files, and the module's text and type. */
function seen({ over }: Services, root: string, text: string): { readonly own: readonly typescript.SourceFile[]; readonly text: string | undefined; readonly type: string | undefined } {
  const path = `${root}/src/cups.ts`;
  const service = over(new Map([[path, { path: "src/cups.ts", language: "ts", text, lines: [] }]]));
  const files = service.getProgram()?.getSourceFiles() ?? [];
  return {
    own: files.filter(({ fileName }) => fileName.includes("/node_modules/")),
    text: files.find(({ fileName }) => fileName === path)?.text,
    type: service.getQuickInfoAtPosition(path, text.indexOf("cups"))?.displayParts?.map((part) => part.text).join(""),
  };
}

test("what the language itself has is parsed once for all books, and modules are those of each", () => {
  const [tea, coffee] = [servicesFor(typescript, compiler, "/tea"), servicesFor(typescript, compiler, "/coffee")];
  const first = seen(tea, "/tea", "export const cups = 2;\n");
  const second = seen(coffee, "/coffee", "export const cups = new Map([[1, 2]]);\n");
  expect([first.type, second.type]).toEqual(["const cups: 2", "const cups: Map<number, number>"]);
  expect(first.own.length).toBeGreaterThan(50);
  expect(second.own.every((file, index) => file === first.own[index])).toBe(true);
  tea.close();
  // a book that is opened again has the text that it has then, with the files of the language still there
  const again = servicesFor(typescript, compiler, "/tea");
  const third = seen(again, "/tea", 'export const cups = "three";\n');
  expect([third.text, third.type]).toEqual(['export const cups = "three";\n', 'const cups: "three"']);
  expect(third.own.every((file, index) => file === first.own[index])).toBe(true);
  coffee.close();
  again.close();
  expect(seen(servicesFor(typescript, compiler, "/water"), "/water", "export const cups = 4;\n").own.every((file, index) => file === first.own[index])).toBe(true);
});
