/** The public surface of `tangle`: all that other areas may import. */
export { readArguments, usage, type Arguments, type CommandSpec, type OptionSpec } from "./arguments.ts";
export { bookFromFiles, inBookOrder, readBook, type Book, type BookReading } from "./book.ts";
export { chunkGraph, chunkId, fileId, partsAt, type BodyLine, type Chunk, type ChunkGraph, type ChunkId, type Definition, type Use } from "./chunks.ts";
export { commentSyntax, nameComment, type CommentSyntax } from "./comments.ts";
export type { ChapterEntry, Contents, Part, SectionEntry } from "./contents.ts";
export { hasErrors, locate, mistake, render, sortDiagnostics, type Diagnostic, type Location, type Note } from "./diagnostic.ts";
export { expandAt, type Origin, type TangledFile, type TangledLine, type UseSite } from "./expand.ts";
export { executableLanguages, type Fence, type FenceLine, type Role } from "./fence.ts";
export { parseBlocks, parseMarkdown } from "./markdown.ts";
export { progressOn, type Progress, type Terminal } from "./progress.ts";
export type { Section } from "./section.ts";
export { lineText, offsetAt, placeOf, source, type Offset, type Place, type Source, type Span } from "./span.ts";
export { closest } from "./suggest.ts";
export { escaped, isName, unescaped, useIn } from "./uses.ts";
