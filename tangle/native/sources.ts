/** The files of a program that a build is made from. */
import { posix } from "node:path";
import { mistake, type Diagnostic } from "../text/diagnostic.ts";
import { closest } from "../text/suggest.ts";
import type { Build } from "./builds.ts";
import { matches } from "./patterns.ts";

/** All of them, headers among them, sorted. `paths` are those of all files of the program. */
export function sourcesOf({ sources }: Build, paths: Iterable<string>): readonly string[] {
  return [...paths].filter((path) => sources.some(({ text }) => matches(text, path))).sort();
}

/** Those that are compiled, for which `{sources}` stands: headers are only included. */
export function compiledOf(build: Build, paths: Iterable<string>): readonly string[] {
  return sourcesOf(build, paths).filter((path) => !/^\.(?:h|hh|hpp|hxx|cuh|inc)$/.test(posix.extname(path)));
}

/** Every pattern of `sources` that names no file of the program, whose paths are given. */
export function missingSources(builds: readonly Build[], paths: readonly string[]): readonly Diagnostic[] {
  return builds.flatMap(({ sources }) => sources.filter(({ text }) => !paths.some((path) => matches(text, path)))).map(({ text, at }) => {
    const meant = closest(text, paths);
    return { ...mistake("missing-source", `no file of the program is \`${text}\``, at), ...(meant !== null && { cure: `write \`${meant}\`` }) };
  });
}
