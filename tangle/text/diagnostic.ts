/** What an author can get wrong, as values; `render` makes the text a person reads. */
import { lineText, placeOf, type Place, type Source, type Span } from "./span.ts";

/**
 * One mistake. `code` names its kind (`unknown-chunk`), `message` is lower case, without full stop, names in backticks.
 * `at` is where it stands: a span in a source, or only a path where there is no text (a missing file).
 */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly at: Location;
  readonly notes?: readonly Note[];
  /** What to write instead; only where we are sure. */
  readonly cure?: string;
}

/** A second place that explains the mistake. */
export interface Note {
  readonly message: string;
  readonly at?: Location;
}

/** A span of a source that was read, or a bare path. */
export type Location = { readonly source: Source; readonly span: Span } | { readonly path: string };

/** An error of a kind; add notes or a cure by spreading it. */
export function mistake(code: string, message: string, at: Location): Diagnostic {
  return { severity: "error", code, message, at };
}

/** The place a location starts at; a bare path is its first line and column. */
export function locate(at: Location): Place {
  return "source" in at ? placeOf(at.source, at.span.start) : { path: at.path, line: 1, column: 1 };
}

/** True if any of them is an error, so that nothing may be written. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === "error");
}

/** Sorted by `rank` of the path (the order of the book), then path, line, column, code; equal ones once. */
export function sortDiagnostics(
  diagnostics: readonly Diagnostic[],
  rank: (path: string) => number = () => 0,
): readonly Diagnostic[] {
  const keyed = diagnostics.map((diagnostic) => ({ diagnostic, place: locate(diagnostic.at) }));
  keyed.sort(
    (a, b) =>
      rank(a.place.path) - rank(b.place.path) ||
      (a.place.path < b.place.path ? -1 : a.place.path > b.place.path ? 1 : 0) ||
      a.place.line - b.place.line ||
      a.place.column - b.place.column ||
      (a.diagnostic.code < b.diagnostic.code ? -1 : a.diagnostic.code > b.diagnostic.code ? 1 : 0),
  );
  const seen = new Set<string>();
  return keyed.flatMap(({ diagnostic, place }) => {
    const key = `${place.path}:${place.line}:${place.column}:${diagnostic.code}:${diagnostic.message}`;
    return seen.has(key) ? [] : (seen.add(key), [diagnostic]);
  });
}

/** The diagnostic as text: position, severity and code, message; source line with marker; notes and cure. Ends with LF. */
export function render(diagnostic: Diagnostic): string {
  const { severity, code, message, at, notes = [], cure } = diagnostic;
  const head = `${show(locate(at), at)}: ${severity}[${code}]: ${message}\n`;
  const noteLines = notes.map((note) =>
    note.at ? `${show(locate(note.at), note.at)}: note: ${note.message}\n` : `  note: ${note.message}\n`,
  );
  return head + frame(at) + noteLines.join("") + (cure ? `  cure: ${cure}\n` : "");
}

function show(place: Place, at: Location): string {
  return "source" in at ? `${place.path}:${place.line}:${place.column}` : place.path;
}

/** A line of more than `widest` characters is shown by so many of them, `before` of which stand before the mistake. */
const excerpt = { widest: 160, before: 60 } as const;

/** The source line and, under it, a marker as wide as the span is on that line. Tabs stay tabs so that the two align. */
function frame(at: Location): string {
  if (!("source" in at)) return "";
  const { line, column } = placeOf(at.source, at.span.start);
  const whole = lineText(at.source, line);
  const from = Math.max(0, Math.min(column - 1 - excerpt.before, whole.length - excerpt.widest));
  // of a character that is two code units, such as 🐋, half a one cannot be shown
  const rest = whole.slice(from, from + excerpt.widest).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, " ");
  const text = `${from > 0 ? "…" : ""}${rest}${from + rest.length < whole.length ? "…" : ""}`;
  const start = column - 1 - from + (from > 0 ? 1 : 0);
  const width = Math.max(1, Math.min(at.span.end - at.span.start, text.length - start));
  const gutter = `  ${line} │ `;
  const indent = text.slice(0, start).replace(/[^\t]/g, " ");
  return `${gutter}${text}\n${" ".repeat(gutter.length - 2)}╵ ${indent}${"~".repeat(width)}\n`;
}
