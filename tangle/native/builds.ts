/** `builds` of `book.yml`: which native products the program has, and how each is made. */
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Node, type Pair, type YAMLMap } from "yaml";
import { pathProblem } from "../book/rootfile.ts";
import { mistake, type Diagnostic, type Location } from "../text/diagnostic.ts";
import { source, type Source, type Span } from "../text/span.ts";
import { closest } from "../text/suggest.ts";
import { mentions, problemIn, wordsOf } from "./command.ts";

/** A native product, made by commands from files of the program. */
export interface Build {
  /** The name of the file that is made: `grains.node`. A module of the program that has this text as a string is made of its sources, too. */
  readonly name: string;
  readonly sources: readonly Pattern[];
  /** Run one after the other: words, with placeholders among them. */
  readonly commands: readonly (readonly string[])[];
  /** Programs that must be there besides those that the commands begin with. */
  readonly needs: readonly string[];
  /** Where it is kept, so that it need not be made: `book/builds/kernels.ptx`. Null for a product that every machine makes for itself. */
  readonly kept: string | null;
  /** Its name in `book.yml`. */
  readonly at: Location;
}

/** Files of the program: `src/native/*.c`. */
export interface Pattern {
  readonly text: string;
  readonly at: Location;
}

/** What was read. A build with a mistake is left out. */
export interface BuildsReading {
  readonly builds: readonly Build[];
  readonly diagnostics: readonly Diagnostic[];
}

const path = "book/book.yml";

/** Reads `builds` from the text of `book.yml`; null is a book without one. What is not YAML at all is reported where the rest of the file is read. */
export function readBuilds(text: string | null): BuildsReading {
  const from = source(path, text ?? "");
  const parsed = parseDocument(from.text);
  const node = isMap(parsed.contents) ? parsed.contents.get("builds", true) : undefined;
  if (parsed.errors.length > 0 || node === undefined || (isScalar(node) && node.value === null)) return { builds: [], diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const complain: Complain = (at, message, cure) => {
    const found = mistake("wrong-build", message, { source: from, span: spanOf(at) });
    diagnostics.push(cure === undefined ? found : { ...found, cure });
  };
  if (!isMap(node)) complain(node, "`builds` must be a mapping from the file that is made, such as `grains.node`, to its `sources` and its `command`");
  const builds = isMap(node) ? node.items.flatMap((pair) => readBuild(pair, { from, complain })) : [];
  return { builds, diagnostics };
}

/** The programs that a build needs: those that its commands begin with, then those that it names. */
export function executablesOf({ commands, needs }: Pick<Build, "commands" | "needs">): readonly string[] {
  return [...new Set([...commands.flatMap(([first]) => first ?? []), ...needs])];
}

/** Those without which a machine does not have the product: none for one that is kept. */
export function requiredFor(build: Build): readonly string[] {
  return build.kept === null ? executablesOf(build) : [];
}

type Complain = (at: unknown, message: string, cure?: string) => void;

interface Reading {
  readonly from: Source;
  readonly complain: Complain;
}

const keys: readonly string[] = ["sources", "command", "needs", "kept"];

function readBuild({ key, value }: Pair, reading: Reading): readonly Build[] {
  const { complain, from } = reading;
  const name = textOf(key) ?? "";
  if (!/^[A-Za-z0-9][\w-]*(?:\.[\w-]+)+$/.test(name)) {
    complain(key, `\`${name}\` cannot be the name of a product: write a file's name with its extension, such as \`grains.node\``);
    return [];
  }
  if (!isMap(value)) {
    complain(key, `\`${name}\` must be a mapping with \`sources\` and \`command\``);
    return [];
  }
  for (const item of value.items) checkKey(item.key, complain);
  for (const missing of ["sources", "command"].filter((each) => !value.has(each))) complain(key, `\`${name}\` has no \`${missing}\``);
  const sources = readSources(value, reading);
  const commands = readCommands(value, { ...reading, name });
  const needs = readExecutables(value, reading);
  const kept = readKept(value, complain);
  if (sources === null || commands === null || needs === null || kept === undefined) return [];
  return [{ name, sources, commands, needs, kept, at: { source: from, span: spanOf(key) } }];
}

function checkKey(key: unknown, complain: Complain): void {
  const word = textOf(key) ?? "";
  if (keys.includes(word)) return;
  const meant = closest(word, keys);
  complain(key, `a build has no key \`${word}\`; there are \`sources\`, \`command\`, \`needs\` and \`kept\``, meant === null ? undefined : `write \`${meant}\``);
}

/** Null where nothing can be made of them, and that was said. */
function readSources(build: YAMLMap, { from, complain }: Reading): Build["sources"] | null {
  const patterns = textsIn(build, "sources", complain, "`sources` must be a path under `src/` or a list of them, in which `*` stands for a part of a name and `**` for folders");
  if (patterns === null) return null;
  const right = patterns.filter(({ text, node }) => {
    // what is wrong with a path is wrong with a pattern, but for its stars
    const problem = pathProblem(text.replaceAll("*", "x"));
    if (problem !== null) complain(node, problem.replace(/^`[^`]*`/, `\`${text}\``));
    return problem === null;
  });
  return right.length < patterns.length ? null : right.map(({ text, node }) => ({ text, at: { source: from, span: spanOf(node) } }));
}

function readCommands(build: YAMLMap, { name, complain }: Reading & { readonly name: string }): Build["commands"] | null {
  const commands = textsIn(build, "command", complain, "`command` must be a text, or a list of texts that are run one after the other");
  if (commands === null) return null;
  const problems = commands.flatMap(({ text, node }) => {
    const problem = problemIn(text);
    return problem === null ? [] : [{ ...problem, node }];
  });
  for (const { node, message, cure } of problems) complain(node, message, cure);
  if (problems.length > 0) return null;
  const words = commands.map(({ text }) => wordsOf(text));
  if (words.some((each) => mentions(each, "out"))) return words;
  complain(build.get("command", true), `the \`command\` of \`${name}\` never names \`{out}\`, the file that it must write`);
  return null;
}

function readExecutables(build: YAMLMap, { complain }: Reading): Build["needs"] | null {
  if (!build.has("needs")) return [];
  const names = textsIn(build, "needs", complain, "`needs` must be the name of a program or a list of them, such as `[wasm-ld]`");
  return names?.map(({ text }) => text) ?? null;
}

/** Null where there is none; undefined where it is wrong, and that was said. */
function readKept(build: YAMLMap, complain: Complain): string | null | undefined {
  if (!build.has("kept")) return null;
  const node = build.get("kept", true);
  const path = textOf(node) ?? "";
  if (/^book\/builds\/[A-Za-z0-9][\w.-]*$/.test(path)) return path;
  complain(node, "`kept` must be a file in `book/builds/`, such as `book/builds/kernels.ptx`");
  return undefined;
}

/** The texts of a key: one, or a list of them. Null where there is none, or something else. */
function textsIn(build: YAMLMap, key: string, complain: Complain, wanted: string): readonly { readonly text: string; readonly node: unknown }[] | null {
  if (!build.has(key)) return null;
  const value = build.get(key, true);
  const nodes: readonly unknown[] = isSeq(value) ? value.items : [value];
  const texts = nodes.flatMap((node) => {
    const text = textOf(node);
    return text === null || text.trim() === "" ? [] : [{ text, node }];
  });
  if (texts.length === nodes.length && texts.length > 0) return texts;
  complain(value, wanted);
  return null;
}

function textOf(node: unknown): string | null {
  return isScalar(node) && !isAlias(node) && typeof node.value === "string" ? node.value : null;
}

function spanOf(node: unknown): Span {
  const [start, end] = (node as Partial<Node> | null | undefined)?.range ?? [0, 1];
  return { start, end } as Span;
}
