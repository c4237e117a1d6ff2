/** JSON that a review can read: an entry a line, and lists of numbers as many to a line as fit. */

const width = 110;

/** The text of a value that JSON can hold; entries that are undefined are left out, as JSON does. */
export function jsonText(value: unknown, indent = ""): string {
  const line = JSON.stringify(value);
  if (typeof value !== "object" || value === null || (isFlat(value) && indent.length + line.length <= width)) return spaced(value, line);
  const inside = `${indent}  `;
  if (Array.isArray(value)) return `[\n${inside}${items(value, inside)}\n${indent}]`;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{\n${entries.map(([name, each]) => `${inside}${JSON.stringify(name)}: ${jsonText(each, inside)}`).join(",\n")}\n${indent}}`;
}

/** Scalars fill their lines; a list or an object begins one of its own. */
function items(list: readonly unknown[], indent: string): string {
  const texts = list.map((each) => jsonText(each ?? null, indent));
  if (list.some((each) => typeof each === "object" && each !== null)) return texts.join(`,\n${indent}`);
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + last.length + text.length + 3 <= width) lines[lines.length - 1] = `${last}, ${text}`;
    else lines.push(text);
  }
  return lines.join(`,\n${indent}`);
}

function isFlat(value: object): boolean {
  return Object.values(value).every((each) => typeof each !== "object" || each === null);
}

/** What is flat, with a space after each comma. */
function spaced(value: unknown, line: string): string {
  if (Array.isArray(value)) return `[${value.map((each) => JSON.stringify(each ?? null)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return line;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return entries.length === 0 ? "{}" : `{ ${entries.map(([name, each]) => `${JSON.stringify(name)}: ${JSON.stringify(each)}`).join(", ")} }`;
}
