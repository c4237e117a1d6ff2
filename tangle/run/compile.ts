/** A TypeScript file of the program → JavaScript whose positions are those of the book. */
import remapping, { type SourceMapInput } from "@jridgewell/remapping";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { transform, type Loader, type Message, type TransformFailure } from "esbuild";

/** A file to be run. `map` leads from it to the book, with URLs as sources; null where it does not come from a book. */
export interface ProgramSource {
  readonly url: string;
  readonly text: string;
  readonly map: SourceMapText | null;
}

/** A source map as JSON. */
export type SourceMapText = string;

/** Expressions that the compiled file has other values for, as JSON: `import.meta.url`. */
export type Definitions = Readonly<Record<string, string>>;

/**
 * Compiles a file, an ES module. The inline map at its end leads through `map` to the chapters, which is what
 * `--enable-source-maps` reads. Throws a `SyntaxError` at the chapter's position where the file is not TypeScript.
 */
export async function compile({ url, text, map }: ProgramSource, define: Definitions = {}): Promise<string> {
  const compiled = await transform(text, {
    loader: loaderOf(url),
    format: "esm",
    target: "node20",
    sourcemap: true,
    sourcefile: url,
    sourcesContent: false,
    charset: "utf8",
    logLevel: "silent",
    define: { ...define },
  }).catch((error: unknown) => {
    throw isFailure(error) ? syntaxError(error, { url, map }) : error;
  });
  const chained = map === null ? compiled.map : chain(compiled.map, { url, map });
  return `${compiled.code}//# sourceMappingURL=data:application/json;base64,${Buffer.from(chained).toString("base64")}\n`;
}

interface Mapped {
  readonly url: string;
  readonly map: SourceMapText | null;
}

/** Every segment of a tangled file's map is a column, so following the nearest one to the left is exact. */
function chain(own: SourceMapText, { url, map }: Mapped): SourceMapText {
  const outer: SourceMapInput = own;
  return remapping(outer, (source) => (source === url ? map : null), { excludeContent: true }).toString();
}

function loaderOf(url: string): Loader {
  return url.endsWith("x") ? "tsx" : "ts";
}

function isFailure(error: unknown): error is TransformFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

function syntaxError({ errors }: TransformFailure, mapped: Mapped): SyntaxError {
  const lines = errors.map((message) => `${placeOf(message, mapped)}: ${message.text}`);
  return new SyntaxError(lines.join("\n"));
}

/** esbuild counts columns in bytes of UTF-8, from 0. */
function placeOf({ location }: Message, { url, map }: Mapped): string {
  if (location === null) return new URL(url).pathname;
  const column = Buffer.from(location.lineText).subarray(0, location.column).toString("utf8").length;
  const origin = map === null ? null : originalPositionFor(new TraceMap(map), { line: location.line, column });
  if (origin === null || origin.source === null) return `${decodeURI(new URL(url).pathname)}:${location.line}:${column + 1}`;
  return `${decodeURI(new URL(origin.source).pathname)}:${origin.line}:${origin.column + 1}`;
}
