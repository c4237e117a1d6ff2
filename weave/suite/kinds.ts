/** In which of Vitest's projects a file of tests runs, told by what its text names. */
import { posix } from "node:path";

/**
 * `pure`: the file starts no process, and changes nothing that belongs to all of its own. `process`: it does the one or, for a time, the
 * other. `editions`: the same, and the editions of this project's book are there. Of each kind many share a process, one after the other, so
 * that one import serves them all.
 */
export const kinds = ["pure", "process", "editions"] as const;

/** One of them. */
export type TestKind = (typeof kinds)[number];

/** A module that stands for the editions. */
const editions = "weave/testing/realBook.ts";

/** Names of what starts a process, a thread or a browser. */
const starts = /\bnode:(?:child_process|worker_threads)\b|\bplaywright-core\b|\blaunchBrowser\b/;

/** Names of what is one thing for all of a process. */
const common = /\bprocess\.(?:chdir|env|exitCode|kill|on|once)\b|\bglobalThis\b|\bvi\./;

/** The kind of the file at a path of the project. What it imports from `testing/` counts as its text, and a process is also started by a module that it imports itself. */
export function kindOf(path: string, textOf: (path: string) => string): TestKind {
  const reached = new Set([path]);
  // a set is walked to its end even while it grows
  for (const each of reached) for (const helper of helpersIn(each, textOf(each))) reached.add(helper);
  if (reached.has(editions)) return "editions";
  const isOwn = [...reached].some((each) => starts.test(textOf(each)) || common.test(textOf(each))) || importsIn(path, textOf(path)).some((each) => starts.test(textOf(each)));
  return isOwn ? "process" : "pure";
}

function helpersIn(path: string, text: string): readonly string[] {
  return importsIn(path, text).filter((to) => to.split("/").includes("testing"));
}

/** Paths of the project's modules whose values a text imports. */
function importsIn(path: string, text: string): readonly string[] {
  return [...text.matchAll(/^(?:import|export) (?!type\b).*from "(\.[^"]*\.ts)";$/gm)].map(([, to = ""]) => posix.join(posix.dirname(path), to));
}
