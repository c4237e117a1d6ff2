/** The command `explain`: arguments, printing, exit code. */
import { complain, say } from "./terminal/answer.ts";
import { isAbsolute, join, posix, relative } from "node:path";
import { readArguments, usage, type CommandSpec } from "./terminal/arguments.ts";
import { render } from "./text/diagnostic.ts";
import { expandAt } from "./program/expand.ts";
import { explain, type Question } from "./explain/explain.ts";
import { layoutOf } from "./program/layout.ts";
import { textAt } from "./disk/stat.ts";
import { prepare } from "./write/tangle.ts";

const command: CommandSpec = {
  call: "npm run explain --",
  purpose: "Says where a line of the program comes from in the book, and where a line of the book stands in the program.",
  options: [],
  rest: "PATH:LINE[:COLUMN] …",
  notes:
    "Examples: npm run explain -- src/models/ngram/model.ts:12:5\n" +
    "          npm run explain -- book/01-markov-chains/index.md:88\n" +
    "Paths are relative to the root. Exit codes: 0 every place is known, 1 one is not or the book has errors, 2 usage.",
};

process.exitCode = main(process.argv.slice(2));

function main(argv: readonly string[]): number {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  if (given.rest.length === 0) return complain(usage(command, "a place is needed: PATH:LINE or PATH:LINE:COLUMN").message, 2);
  const asked = given.rest.map((text) => ({ text, question: questionIn(given.root, text) }));
  const bad = asked.find(({ question }) => question === null);
  if (bad !== undefined) return complain(usage(command, `\`${bad.text}\` is no place: PATH:LINE or PATH:LINE:COLUMN, counted from 1`).message, 2);
  return answer(given.root, asked.flatMap(({ question }) => question ?? []));
}

function answer(root: string, questions: readonly Question[]): number {
  const { ready, diagnostics } = prepare(root);
  if (ready === null) return complain(diagnostics.map(render).join("\n"), 1);
  const layouts = expandAt(ready.book, ready.graph, ready.book.chapters.length - 1).map(layoutOf);
  const known = { ...ready, layouts: new Map(layouts.map((layout) => [layout.path, layout])), onDisk: (path: string) => textAt(join(root, path)) };
  const answers = questions.map((question) => explain(known, question));
  answers.forEach(({ found, text }) => (found ? process.stdout : process.stderr).write(text));
  return answers.every(({ found }) => found) ? 0 : 1;
}

/** `src/x.ts:12:5`; an absolute path is taken relative to the root. */
function questionIn(root: string, text: string): Question | null {
  const match = /^(.+?):(\d+)(?::(\d+))?$/.exec(text);
  const [, path = "", line = "", column] = match ?? [];
  if (match === null || Number(line) < 1 || (column !== undefined && Number(column) < 1)) return null;
  const plain = (isAbsolute(path) ? relative(root, path) : path).replaceAll("\\", "/");
  return { path: posix.normalize(plain), line: Number(line), column: column === undefined ? null : Number(column) };
}
