/** The test file that an exercise prints, run against the reader's file, which takes the place of the solution's in the program. */
import { cellsName, type CellsFile } from "../cells/cellsFile.ts";
import { compiledInPage, Failure, Mistake, type Where } from "../cells/mistake.ts";
import type { EditedModule } from "../cells/program.ts";
import { editedModule } from "../cells/programFile.ts";
import { resultsIn } from "./resultLine.ts";
import type { Tests } from "./tests.ts";

/** The chunk that the reader's file is, for the places of failures. */
const own = "answer";

/** The tests of a file of the program, printed as `test`. */
export function fileTests(path: string, test: string): Tests {
  return {
    shown: test,
    async job(program) {
      const [file, support] = await Promise.all([window.book.take(cellsName(window.book.page)), window.book.take("testing")]);
      if (file === null || typeof support !== "string") throw new Error("what these tests need was not found");
      const [answer, compiledTest] = await Promise.all([compiled(program), compiledInPage(inPage(test, path))]);
      const module = { text: `${compiledTest}\nawait require("#vitest").run();\n`, hasBefore: false, linesBefore: 0, keeps: [] };
      return { file: file as CellsFile, module, kept: {}, edited: [{ script: `${support}\n`, places: [] }, moduleOf(path, answer)], packs: [], data: [], lines: 0 };
    },
    results: (lines) => resultsIn(lines),
    ownPlace: (where) => (where?.chunk === own ? where : null),
  };
}

/** The test's imports as a cell writes them: from the program's folder, and Vitest by the name of what stands for it. */
export function inPage(test: string, path: string): string {
  return test.replace(/(\bfrom\s*|\bimport\s*)"(\.[^"]*|vitest)"/g, (_, word: string, name: string) =>
    `${word}"#${name === "vitest" ? name : new URL(name, `book:/${path}`).pathname.slice(1)}"`);
}

async function compiled(program: string): Promise<string> {
  try {
    return await compiledInPage(program);
  } catch (error) {
    throw error instanceof Mistake ? new Failure(error.message, error.line === null ? null : { chunk: own, line: error.line }) : error;
  }
}

function moduleOf(path: string, code: string): EditedModule {
  return { script: editedModule(path, code), places: code.split("\n").map((_, index): Where => ({ chunk: own, line: index + 1 })) };
}
