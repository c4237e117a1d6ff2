/** The names that the program exports, and the parts of chunks that define or mention them. */
import type { ChunkGraph, Definition, Fence } from "../../tangle/index.ts";

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
