/** Which native products the modules of a program are made of, besides the modules that they import. */
import { importReader, type ImportReader } from "../program/modules.ts";
import { sha256 } from "../text/hash.ts";
import type { Build } from "./builds.ts";
import { withoutComments } from "./nativeComments.ts";
import { sourcesOf } from "./sources.ts";

/**
 * The builds that these texts name. A module names a product by a string that is just its file's name, in any quotes,
 * `bookBuild("grains.node")`: so it is found without running anything, and never missed as long as the name is not put together.
 */
export function buildsNamedIn(texts: Iterable<string>, builds: readonly Build[]): readonly Build[] {
  const named = new Set<Build>();
  for (const text of builds.length === 0 ? [] : texts) {
    for (const build of builds) if (["\"", "'", "`"].some((quote) => text.includes(`${quote}${build.name}${quote}`))) named.add(build);
  }
  return builds.filter((build) => named.has(build));
}

/**
 * What stands for the native code that modules reach, to be hashed into a key: for each build that their texts name, its commands and
 * the texts of its sources, without comments. `files` is the program: texts by path. The compiler is no part of it: another
 * machine has another.
 */
export function buildsReached(modules: Iterable<string>, builds: readonly Build[], files: ReadonlyMap<string, string>): readonly string[] {
  return buildsNamedIn(modules, builds).flatMap((build) => [
    `${build.name} ${JSON.stringify(build.commands)}`,
    ...sourcesOf(build, files.keys()).map((path) => `${path} ${sha256(withoutComments(files.get(path) ?? "", path))}`),
  ]);
}

/** A reader of imports for which a module that names a product also imports the product's sources. `paths` are those of all files of the program. */
export function buildReader(builds: readonly Build[], paths: readonly string[], read: ImportReader = importReader()): ImportReader {
  if (builds.length === 0) return read;
  const sources = new Map(builds.map((build) => [build, sourcesOf(build, paths).map((path) => `#${path}`)]));
  return (text) => {
    const imports = read(text);
    const native = buildsNamedIn([text], builds).flatMap((build) => sources.get(build) ?? []);
    return native.length === 0 ? imports : { ...imports, paths: [...imports.paths, ...native] };
  };
}
