/** How long a section's cells may run and how much memory they may take: `limits` of `book.yml`. */
import { isMap, isScalar, parseDocument, type Node, type Pair } from "yaml";
import { mistake, source, type Diagnostic, type Source, type Span } from "../../tangle/index.ts";

/** What the process of one section may use. */
export interface Limits {
  /** Infinite where an experiment is run. */
  readonly seconds: number;
  /** 10⁶ bytes. */
  readonly megabytes: number;
}

/** What holds where `book.yml` says nothing. */
export const defaultLimits: Limits = { seconds: 120, megabytes: 4096 };

const path = "book/book.yml";
const bounds: { readonly [K in keyof Limits]: readonly [number, number] } = { seconds: [1, 86_400], megabytes: [64, 1_048_576] };

/** Reads `limits: { seconds: 120, megabytes: 4096 }` from the text of `book.yml`; null is a book without one. */
export function readLimits(text: string | null): { readonly limits: Limits; readonly diagnostics: readonly Diagnostic[] } {
  const parsed = parseDocument(text ?? "");
  const node = isMap(parsed.contents) ? parsed.contents.get("limits", true) : undefined;
  // what is not YAML at all is reported where the rest of the file is read
  if (parsed.errors.length > 0 || node === undefined || (isScalar(node) && node.value === null)) return { limits: defaultLimits, diagnostics: [] };
  const from = source(path, text ?? "");
  if (!isMap(node)) return refused(from, node, "`limits` must be a mapping such as `{ seconds: 120, megabytes: 4096 }`");
  const read = node.items.map((pair) => readLimit(from, pair));
  return {
    limits: { ...defaultLimits, ...Object.fromEntries(read.flatMap((each) => ("severity" in each ? [] : [[each.name, each.value]]))) },
    diagnostics: read.flatMap((each) => ("severity" in each ? [each] : [])),
  };
}

function readLimit(from: Source, { key, value }: Pair): { readonly name: keyof Limits; readonly value: number } | Diagnostic {
  const name = isScalar(key) ? String(key.value) : "";
  if (!isLimit(name)) return wrong(from, key, `there is no limit \`${name}\`; there are \`seconds\` and \`megabytes\``);
  const number = isScalar(value) ? value.value : null;
  const [least, most] = bounds[name];
  if (typeof number === "number" && number >= least && number <= most) return { name, value: number };
  return wrong(from, value ?? key, `\`${name}\` must be a number from ${least} to ${most}`);
}

function isLimit(name: string): name is keyof Limits {
  return Object.hasOwn(bounds, name);
}

function refused(from: Source, node: unknown, message: string): ReturnType<typeof readLimits> {
  return { limits: defaultLimits, diagnostics: [wrong(from, node, message)] };
}

function wrong(from: Source, node: unknown, message: string): Diagnostic {
  const range = (node as Partial<Node> | null)?.range ?? [0, 1];
  return mistake("wrong-limit", message, { source: from, span: { start: range[0], end: range[1] } as Span });
}
