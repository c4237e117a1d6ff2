/** The command `stage`: runs the demo of a chapter; its errors name the book. */
import { complain, say } from "./terminal/answer.ts";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readArguments, usage, type CommandSpec } from "./terminal/arguments.ts";
import { chaptersOf, readContents } from "./book/contents.ts";
import { textAt } from "./disk/stat.ts";
import { buildBook, buildsOf } from "./native/buildBook.ts";
import { machineOf } from "./native/machine.ts";
import { productArguments, productList } from "./native/products.ts";
import { sourcesOf } from "./native/sources.ts";
import { keepBundle, type Demonstration } from "./run/bundle.ts";
import { runNode } from "./run/child.ts";
import { programArguments } from "./run/launch.ts";
import { listOf, stageNamed, stagesOf } from "./run/stages.ts";
import { hasErrors, render } from "./text/diagnostic.ts";
import { source } from "./text/span.ts";

const command: CommandSpec = {
  call: "npm run stage --",
  purpose: "Runs the demo that a chapter begins, src/demos/TOPIC/run.ts. Without a chapter: lists what there is.",
  options: [],
  rest: "[CHAPTER [arguments of the demo …]]",
  notes: "CHAPTER is a number (1) or a folder (01-markov-chains). What stands after it belongs to the demo, as does the exit\ncode. Exit codes of the command itself: 1 the chapter cannot be run, 2 usage.",
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const first = firstPositional(argv);
  const given = readArguments(command, argv.slice(0, first));
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const contents = textAt(join(given.root, "book/contents.md"));
  if (contents === null) return complain(usage(command, `there is no book below \`${given.root}\`: book/contents.md is missing`).message, 2);
  const chapters = chaptersOf(readContents(source("book/contents.md", contents)).contents);
  const stages = stagesOf(given.root, chapters);
  const [name, ...rest] = argv.slice(first);
  if (name === undefined) return say(listOf(stages), 0);
  const found = stageNamed(stages, chapters, name);
  if ("mistake" in found) return complain(`${found.mistake}`, 1);
  if (!found.stage.tangled) return complain(`\`${found.stage.path}\` is not in src/: npm run tangle\n`, 1);
  const { diagnostics } = buildBook(given.root, machineOf(given.root));
  if (hasErrors(diagnostics)) return complain(diagnostics.map(render).join(""), 1);
  const { path, chapter } = found.stage;
  const names = [chapter.folder, ...(chapter.number === null ? [] : [String(chapter.number)])];
  const bundle = await keepBundle(given.root, { path, names, ...nativeOf(given.root) });
  if (bundle !== null) return runNode(["--enable-source-maps", bundle, ...rest]);
  return runNode([...programArguments(given.root), ...productArguments(given.root), join(given.root, found.stage.path), ...rest]);
}

/** What a bundle has to know of the native products; nothing where the book declares none. */
function nativeOf(root: string): Pick<Demonstration, "native"> {
  const { builds } = buildsOf(root);
  if (builds.length === 0) return {};
  const paths = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).map((path) => `src/${path.replaceAll("\\", "/")}`);
  const sources = builds.flatMap((build) => sourcesOf(build, paths)).map((path) => join(root, path));
  return { native: { list: join(root, productList), sources } };
}

/** The index of the chapter: what comes after it is the demo's, whatever it looks like. */
function firstPositional(argv: readonly string[]): number {
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? "";
    if (argument === "--root") index += 1;
    else if (!argument.startsWith("-") || argument === "-") return index;
  }
  return argv.length;
}
