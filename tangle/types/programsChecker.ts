/** Type-checks many programs that have most of their modules in common, such as those at the ends of a book's chapters. */
import { join } from "node:path";
import ts from "typescript";
import { importReader, ModuleGraph } from "../program/modules.ts";
import type { Layout } from "../program/layout.ts";
import { sha256 } from "../text/hash.ts";
import { globalNames, shapeOf } from "./shapes.ts";
import { atChapter, compilerOptions, hostFor, overlay, type TypeChecker } from "./typecheck.ts";

/**
 * A checker for one program after another, like `typeChecker`, that does not look again into a module in which it found no mistake where
 * the module and the declarations of all that it sees are the same. (TypeScript's own way to check a changed program takes a module for
 * changed when anything behind it is, and all modules when one that declares a global variable is.)
 */
export function programsChecker(root: string): TypeChecker {
  const options = compilerOptions(root);
  const sound = new Set<string>();
  const keysOf = moduleKeys(options);
  let files: ReadonlyMap<string, Layout> = new Map();
  let program: ts.Program | undefined;
  const host = hostFor({ root, options, parsed: new Map(), read: (path) => overlay(root, files, path) });
  return {
    check(layouts) {
      files = new Map(layouts.map((layout) => [join(root, layout.path), layout]));
      const modules = layouts.filter(({ path }) => /\.[cm]?tsx?$/.test(path));
      const now = (program = ts.createProgram({ rootNames: modules.map(({ path }) => join(root, path)), options, host, ...(program !== undefined && { oldProgram: program }) }));
      const keys = keysOf(new Map(modules.map(({ path, text }) => [path, text])), globalsOf(now, root));
      const found = modules.flatMap(({ path }) => {
        const key = keys.get(path) ?? "";
        if (sound.has(key)) return [];
        const mistakes = now.getSemanticDiagnostics(now.getSourceFile(join(root, path)));
        if (mistakes.length === 0) sound.add(key);
        return mistakes;
      });
      return [...now.getOptionsDiagnostics(), ...now.getSyntacticDiagnostics(), ...found].map((each) => atChapter(each, files));
    },
  };
}

/** The files of packages that declare something for all modules. */
function globalsOf(program: ts.Program, root: string): readonly string[] {
  const packages = program.getSourceFiles().filter(({ fileName }) => !fileName.startsWith(`${root}/src/`));
  return packages.filter((file) => !ts.isExternalModule(file) || /\bdeclare\s+(global|module)\b/.test(file.text)).map(({ fileName }) => fileName);
}

/** Gives the keys of a program's modules: hashes of a module's text, and of the declarations of all that it sees. */
function moduleKeys(options: ts.CompilerOptions): (texts: ReadonlyMap<string, string>, globals: readonly string[]) => ReadonlyMap<string, string> {
  const read = importReader();
  const shapes = memo((text) => shapeOf(text, options));
  const names = memo(globalNames);
  return (texts, globals) => {
    const graph = new ModuleGraph(new Map([...texts].map(([path, text]) => [path, shapes(text)])), read);
    const declaring = [...texts].map(([path, text]) => ({ path, names: names(text) })).filter(({ names }) => names.length > 0);
    const seenIn = (path: string, text: string): readonly string[] => [...graph.targetsIn(path, read(text)), ...declaring.filter(({ names }) => mentions(text, names)).map(({ path }) => path)];
    const seenInShape = memo((path) => seenIn(path, graph.textOf(path)));
    const keyOf = (path: string, text: string): string => {
      const seen = new Set(seenIn(path, text));
      // a set is walked to its end even while it grows
      for (const each of seen) for (const more of seenInShape(each)) seen.add(more);
      return sha256(JSON.stringify([path, text, globals, [...seen].sort().map((each) => [each, graph.hashOf(each)])]));
    };
    return new Map([...texts].map(([path, text]) => [path, keyOf(path, text)]));
  };
}

/** Whether a text may see one of the global variables of a module, by its name or among all that there are. */
function mentions(text: string, names: readonly string[] | "any"): boolean {
  return names === "any" || /\btypeof\s+globalThis\b|\bglobalThis\s*\[/.test(text) || names.some((name) => text.includes(name));
}

function memo<T>(make: (input: string) => T): (input: string) => T {
  const known = new Map<string, T>();
  return (input) => {
    if (!known.has(input)) known.set(input, make(input));
    return known.get(input) as T;
  };
}
