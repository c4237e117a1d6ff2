/** All fences → the definitions of chunks in the order of the book, with what is wrong between them. */
import type { Book } from "../book/book.ts";
import { chunkId, fileId, type BodyLine, type ChunkId, type Definition } from "./chunk.ts";
import { mistake, type Diagnostic, type Note } from "../text/diagnostic.ts";
import { qualifiedName, type Fence, type FenceLine } from "../book/fence.ts";
import type { Section } from "../book/section.ts";
import { offsetAt, type Offset, type Source, type Span } from "../text/span.ts";
import { closest } from "../text/suggest.ts";
import { unescaped, useIn } from "../book/uses.ts";

/**
 * Every fence that defines, appends to or replaces a chunk, in order. Wrong ones are kept where they can be, so that one
 * mistake is reported once.
 */
export function collectDefinitions(book: Book): {
  readonly definitions: readonly Definition[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const folders = new Map(book.chapters.map(({ folder }, index) => [folder, index]));
  const all = book.sections.flatMap((section) => section.fences.flatMap((fence) => readDefinition(book, { section, fence, folders })));
  const diagnostics: Diagnostic[] = [];
  const known = new Map<ChunkId, Definition>();
  const definitions = all.filter((definition) => {
    const problem = problemOf(definition, { known, all, folders });
    if (problem) diagnostics.push(problem);
    if (problem?.code === "later-chapter") return false;
    if (!known.has(definition.chunk)) known.set(definition.chunk, definition);
    return true;
  });
  return { definitions, diagnostics };
}

/** The lines of a fence of the chapter `chapter` as lines of a chunk: its text, and the chunks that it uses. */
export function bodyOf(book: Book, fence: Fence, chapter: number): readonly BodyLine[] {
  const folder = folderOf(book, chapter);
  const names = new Set(book.chapters.map((each) => each.folder));
  return fence.lines.map((line) => readLine(fence.source, line, (written) => resolve(written, folder, names)));
}

/** A definition as a person calls it: `src/x.ts`, `Name`. */
function describe({ fence }: Definition): string {
  return `\`${fence.name}\``;
}

/** The location of the opening line of a definition, for notes. */
function placeOfDefinition({ fence }: Definition): { readonly source: Source; readonly span: Span } {
  return { source: fence.source, span: fence.span };
}

interface Fences {
  readonly section: Section;
  readonly fence: Fence;
  readonly folders: ReadonlyMap<string, number>;
}

function readDefinition(book: Book, { section, fence, folders }: Fences): readonly Definition[] {
  if ((fence.role !== "file" && fence.role !== "chunk") || fence.name.trim() === "") return [];
  const folder = fence.qualifier ?? folderOf(book, section.chapter);
  const { operation } = fence;
  const chunk = fence.role === "file" ? fileId(fence.name) : chunkId(folder, fence.name);
  return [{ chunk, operation, chapter: section.chapter, section, fence, body: bodyOf(book, fence, section.chapter) }];
}

/** The chunk that a name, as written in the chapter `folder`, stands for. */
function resolve(written: string, folder: string, folders: ReadonlySet<string>): ChunkId {
  const { name, qualifier } = qualifiedName(written, folders);
  return chunkId(qualifier ?? folder, name);
}

function readLine(source: Source, line: FenceLine, resolveName: (written: string) => ChunkId): BodyLine {
  if (!line.text.includes("<<")) return { kind: "text", text: line.text, line, escaped: false };
  const use = useIn(line.text);
  if (!use) {
    const text = unescaped(line.text);
    return { kind: "text", text: text ?? line.text, line, escaped: text !== null };
  }
  const start = offsetAt(source, line.line, line.column + use.indent.length - line.virtual);
  const span = { start, end: (start + use.length) as Offset };
  return { kind: "use", indent: use.indent, name: use.name, target: resolveName(use.name), line, span };
}

interface Surroundings {
  /** The first definition so far of each chunk. */
  readonly known: ReadonlyMap<ChunkId, Definition>;
  readonly all: readonly Definition[];
  readonly folders: ReadonlyMap<string, number>;
}

function problemOf(definition: Definition, around: Surroundings): Diagnostic | null {
  const { fence, operation } = definition;
  const at = { source: fence.source, span: fence.nameSpan };
  const first = around.known.get(definition.chunk);
  const qualifier = fence.role === "chunk" ? fence.qualifier : null;
  if (qualifier !== null && (around.folders.get(qualifier) ?? 0) > definition.chapter) {
    return mistake("later-chapter", `\`${qualifier}\` is a later chapter`, at);
  }
  if (operation === "define") {
    if (qualifier !== null) {
      const message = `a chunk of \`${qualifier}\` is appended to (\`+=\`) or replaced (\`:=\`) here, not defined`;
      return { ...mistake("qualified-definition", message, at), notes: notesOn(first) };
    }
    // after an append to nothing this is the definition that it wanted
    return first?.operation === "define" ? definedTwice(definition, first) : null;
  }
  if (!first) return unknownTarget(definition, around);
  if (first.fence.language === fence.language) return null;
  const message = `${describe(definition)} is \`${first.fence.language}\`, this fence is \`${fence.language}\``;
  return { ...mistake("language-mismatch", message, at), notes: notesOn(first) };
}

function definedTwice(definition: Definition, first: Definition): Diagnostic {
  const { fence } = definition;
  const at = { source: fence.source, span: fence.nameSpan };
  const languages =
    first.fence.language === fence.language ? "" : `, first in \`${first.fence.language}\` and now in \`${fence.language}\``;
  const cure = languages === "" ? { cure: "add `+=` to append to it, `:=` to replace it" } : {};
  return { ...mistake("duplicate-definition", `${describe(definition)} is defined twice${languages}`, at), notes: notesOn(first), ...cure };
}

function unknownTarget(definition: Definition, { known, all }: Surroundings): Diagnostic {
  const { fence, chunk } = definition;
  const sign = fence.operation === "append" ? "+=" : ":=";
  const kind = fence.role;
  const problem = mistake(`unknown-${kind}`, `no ${kind} is named ${describe(definition)}, \`${sign}\` needs one`, {
    source: fence.source,
    span: fence.nameSpan,
  });
  const later = all.find((each) => each.chunk === chunk && each.operation === "define");
  if (later) return { ...problem, notes: [{ message: `${describe(later)} is defined here, later`, at: placeOfDefinition(later) }] };
  const earlier = [...known.values()].findLast((each) => kind === "chunk" && each.fence.role === kind && each.fence.name === fence.name);
  if (earlier && fence.qualifier === null) return { ...problem, notes: notesOn(earlier), cure: `write \`${earlier.chunk.slice("chunk:".length)}\`` };
  const siblings = [...known.values()].filter((each) => scopeOf(each.chunk) === scopeOf(chunk));
  const meant = closest(fence.name, siblings.map((each) => each.fence.name));
  return { ...problem, notes: notesOn(siblings.find((each) => each.fence.name === meant)) };
}

/** What a name is unique in: the chapter of a chunk, or all files. */
function scopeOf(chunk: ChunkId): string {
  return chunk.startsWith("file:") ? "file:" : chunk.slice(0, chunk.indexOf("/"));
}

function notesOn(definition: Definition | undefined): readonly Note[] {
  return definition ? [{ message: `${describe(definition)} is defined here`, at: placeOfDefinition(definition) }] : [];
}

function folderOf(book: Book, chapter: number): string {
  const folder = book.chapters[chapter]?.folder;
  if (folder === undefined) throw new Error(`internal: there is no chapter ${chapter}`);
  return folder;
}
