/** The line that stands for a chunk: `<<Name>>` alone on its line, and `@<<Name>>` where just that must be written. */

/** Names of chunks contain no backtick, no double quote, no `<<` and no `>>`. */
export function isName(text: string): boolean {
  return /^[^`"\r\n]+$/.test(text) && text.trim() !== "" && !text.includes("<<") && !text.includes(">>");
}

/** The use that a line of a chunk is: its indentation, the name as written, and the column (0-based) of `<<`; or null. */
export function useIn(line: string): { readonly indent: string; readonly name: string; readonly length: number } | null {
  const match = /^([ \t]*)<<(.+)>>[ \t]*$/.exec(line);
  const [, indent = "", name = ""] = match ?? [];
  return match && isName(name) ? { indent, name: name.trim(), length: name.length + 4 } : null;
}

/** A line as the program has it: one `@` less where `@`s stand before a use. Null if there is none to drop. */
export function unescaped(line: string): string | null {
  const match = /^([ \t]*)@(@*<<(.+)>>[ \t]*)$/.exec(line);
  const [, indent = "", rest = "", name = ""] = match ?? [];
  return match && isName(name) ? indent + rest : null;
}

/** A line of the program as a chapter must write it: the inverse of `unescaped`, and the line itself where that changes nothing. */
export function escaped(line: string): string {
  const match = /^([ \t]*)(@*<<(.+)>>[ \t]*)$/.exec(line);
  const [, indent = "", rest = "", name = ""] = match ?? [];
  return match && isName(name) ? `${indent}@${rest}` : line;
}
