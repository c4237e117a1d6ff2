/** The names that the program exports, and the parts of chunks that define or mention them. */
import type { ChunkGraph, Definition, Fence } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { cacheKey, type Cache } from "../cache.ts";

/** An exported name with the fences of its definitions and of the parts that mention it, in the order of the book. */
export interface Identifier {
  readonly name: string;
  readonly defined: readonly Fence[];
  readonly mentioned: readonly Fence[];
}

const declaration = /^[ \t]*export\s+(?:default\s+)?(?:declare\s+)?(?:async\s+)?(?:abstract\s+)?(?:function\s*\*?|class|interface|type|enum|const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)/gmu;
const word = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/**
 * Reads the lines of all parts in TypeScript. Declarations are found by `export` at a line's start, which is where our
 * chunks put them; `export { name }` only passes on what stands elsewhere, so it is a mention.
 */
export function identifiers(graph: ChunkGraph): readonly Identifier[] {
  const parts = [...graph.definitionOf.values()].filter(isTypeScript).map((part) => ({ fence: part.fence, code: withoutComments(codeOf(part)) }));
  const defined = new Map<string, Set<Fence>>();
  for (const { fence, code } of parts) {
    for (const match of code.matchAll(declaration)) add(defined, match[1] ?? "", fence);
  }
  const mentioned = new Map<string, Set<Fence>>();
  for (const { fence, code } of parts) {
    for (const name of code.match(word) ?? []) {
      if (defined.has(name) && !defined.get(name)?.has(fence)) add(mentioned, name, fence);
    }
  }
  return [...defined].map(([name, fences]) => ({ name, defined: [...fences], mentioned: [...(mentioned.get(name) ?? [])] }));
}

/** The same of a book whose code has this digest, kept for as long as that is the same. */
export function keptIdentifiers(graph: ChunkGraph, code: string, cache: Cache): readonly Identifier[] {
  const fences = [...graph.definitionOf.keys()];
  const key = cacheKey(loadedVersion(["weave/document/identifiers.ts"]), code);
  const kept = cache.get(kind, key);
  if (kept !== null) return (JSON.parse(kept) as readonly NumberedIdentifier[]).map(([name, defined, mentioned]) => ({ name, defined: those(fences, defined), mentioned: those(fences, mentioned) }));
  const found = identifiers(graph);
  const numbers = new Map(fences.map((fence, number) => [fence, number]));
  const numbered = (each: readonly Fence[]): readonly number[] => each.map((fence) => numbers.get(fence) ?? -1);
  cache.put(kind, key, JSON.stringify(found.map(({ name, defined, mentioned }): NumberedIdentifier => [name, numbered(defined), numbered(mentioned)])));
  return found;
}

const kind = "identifiers";

/** Fences by their places among those of the graph's definitions. */
type NumberedIdentifier = readonly [name: string, defined: readonly number[], mentioned: readonly number[]];

function those(fences: readonly Fence[], numbers: readonly number[]): readonly Fence[] {
  return numbers.flatMap((number) => fences[number] ?? []);
}

function isTypeScript(definition: Definition): boolean {
  return definition.fence.language === "ts";
}

function codeOf(definition: Definition): string {
  return definition.body.map((line) => (line.kind === "text" ? line.text : "")).join("\n");
}

// Good enough for an index: a `//` inside a string hides at most a mention.
function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|(^|[^:])\/\/.*$/gm, "$1");
}

function add(map: Map<string, Set<Fence>>, name: string, fence: Fence): void {
  const known = map.get(name);
  if (known) known.add(fence);
  else map.set(name, new Set([fence]));
}
