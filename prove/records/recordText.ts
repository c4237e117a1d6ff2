/** The text of a unit's record: JSON that a review can read, sealed so that an edit by hand or a lost end is noticed. */
import { isRecord, parseJson, sha256 } from "../../tangle/index.ts";
import type { RecordFile } from "./record.ts";

/** A record as it could be read. `old` has another layout, from another version of the tool. */
export type RecordReading = { readonly kind: "whole"; readonly record: RecordFile } | { readonly kind: "edited" | "truncated" | "old" };

/** Seals a record and writes it out. Ends with LF. */
export function recordText(content: Omit<RecordFile, "seal">): string {
  const { version, node, key, data, made, result } = content;
  return `${pretty({ version, node, key, data, made, result, seal: sealOf(content) }, "")}\n`;
}

/** Reads what `recordText` wrote; line ends do not matter. */
export function readRecord(text: string): RecordReading {
  const value = parseJson(text);
  if (!isRecord(value)) return { kind: text.trimEnd().endsWith("}") ? "edited" : "truncated" };
  const { version, node, key, data, made, result, seal } = value;
  if (version !== undefined && version !== 2) return { kind: "old" };
  if (seal !== sealOf({ node, key, data, made, result })) return { kind: "edited" };
  // the seal is right, so this is what was written, of the type it was written from
  return { kind: "whole", record: value as unknown as RecordFile };
}

function sealOf({ node, key, data, made, result }: { readonly [K in "node" | "key" | "data" | "made" | "result"]?: unknown }): string {
  return sha256(JSON.stringify({ version: 2, node, key, data, made, result }));
}

const width = 110;

/** JSON with a line for each entry of an object; what is flat stands on one line where it fits. */
function pretty(value: unknown, indent: string): string {
  const line = inline(value);
  if (line !== null && indent.length + line.length <= width) return line;
  const inside = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((each) => inside + pretty(each, inside)).join(",\n")}\n${indent}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  return `{\n${entriesOf(value).map(([key, each]) => `${inside}${JSON.stringify(key)}: ${pretty(each, inside)}`).join(",\n")}\n${indent}}`;
}

/** On one line: scalars, lists without objects, objects of scalars. Null for anything else. */
function inline(value: unknown): string | null {
  if (Array.isArray(value)) {
    const parts = value.map((each) => (isRecord(each) ? null : inline(each)));
    return parts.includes(null) ? null : `[${parts.join(", ")}]`;
  }
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = entriesOf(value);
  if (entries.some(([, each]) => typeof each === "object" && each !== null)) return null;
  return entries.length === 0 ? "{}" : `{ ${entries.map(([key, each]) => `${JSON.stringify(key)}: ${JSON.stringify(each)}`).join(", ")} }`;
}

function entriesOf(value: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, each]) => each !== undefined);
}
