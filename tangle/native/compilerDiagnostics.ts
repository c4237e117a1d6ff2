/** Messages of a compiler → diagnostics at the chapter positions of the lines that it speaks of. */
import { originAt } from "../program/sourcemap.ts";
import type { Layout } from "../program/layout.ts";
import type { Diagnostic, Location, Note } from "../text/diagnostic.ts";
import { lineText, offsetAt, type Offset } from "../text/span.ts";
import { columnIn, type CompilerMessage } from "./compilerOutput.ts";

/** Where messages may lead. */
export interface CompiledProgram {
  /** The files of the program by path. */
  readonly layouts: ReadonlyMap<string, Layout>;
  /** Where the build stands in `book.yml`: the place of what no chapter says. */
  readonly at: Location;
}

/** The diagnostics of errors and warnings; notes stand under what they explain. */
export function diagnosticsOf(messages: readonly CompilerMessage[], program: CompiledProgram): readonly Diagnostic[] {
  return messages.filter(({ kind }) => kind !== "note").map((message): Diagnostic => {
    const place = placeOf(message, program);
    const notes = message.notes.flatMap((each) => noteOf(each, program));
    return {
      severity: message.kind === "warning" ? "warning" : "error",
      code: "native-build",
      message: place === null ? `\`${message.path}\`, line ${message.line}: ${message.text}` : message.text,
      at: place ?? program.at,
      ...(notes.length > 0 && { notes }),
    };
  });
}

function noteOf(message: CompilerMessage, program: CompiledProgram): readonly Note[] {
  const place = placeOf(message, program);
  // gcc says this of every name that is not declared
  if (message.text.startsWith("each undeclared identifier is reported only once")) return [];
  return [place === null ? { message: message.text } : { message: message.text, at: place }];
}

/** The word in the chapter; the file alone for a line that no chapter wrote; null for a file that is none of the program's. */
function placeOf({ path, line, column }: CompilerMessage, { layouts }: CompiledProgram): Location | null {
  const layout = layouts.get(path);
  const tangled = layout?.lines[line - 1];
  if (layout === undefined) return null;
  const place = tangled === undefined ? null : originAt(layout, line, columnIn(tangled.indent + tangled.text, column));
  if (place === null) return { path };
  const text = lineText(place.source, place.line);
  const start = offsetAt(place.source, place.line, Math.min(place.column, text.length + 1));
  const word = /^[\p{L}\p{N}_]+/u.exec(text.slice(place.column - 1))?.[0] ?? "";
  return { source: place.source, span: { start, end: Math.min(start + Math.max(1, word.length), place.source.text.length) as Offset } };
}
