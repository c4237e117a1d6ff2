/** `enforceTerms` of `book.yml`: the chapters in which a word that must not stand for a term is an error; elsewhere it is a warning. */
import { isMap, isScalar, isSeq, parseDocument, type Node } from "yaml";
import { closest, mistake, source, type Diagnostic, type Span } from "../../tangle/index.ts";

const path = "book/book.yml";

/** Says whether a chapter, by its folder, is held to the terms. */
export interface Enforced {
  readonly isEnforced: (folder: string) => boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads `enforceTerms: all`, or a list of folders, from the text of `book.yml`; without it no chapter is held. `folders` are the chapters of the book. */
export function readEnforced(text: string | null, folders: readonly string[]): Enforced {
  const from = source(path, text ?? "");
  const { contents, errors } = parseDocument(from.text);
  const node = isMap(contents) ? contents.get("enforceTerms", true) : undefined;
  const value: unknown = isScalar(node) ? node.value : undefined;
  const none: Enforced = { isEnforced: () => false, diagnostics: [] };
  // what is not YAML at all is reported where the rest of the file is read
  if (errors.length > 0 || node === undefined || value === null) return none;
  if (value === "all") return { isEnforced: () => true, diagnostics: [] };
  const complain = (each: unknown, message: string): Diagnostic => mistake("wrong-enforcement", message, { source: from, span: spanOf(each) });
  if (!isSeq(node)) return { ...none, diagnostics: [complain(node, "`enforceTerms` must be `all` or a list of chapters’ folders")] };
  const named = node.items.map((item) => ({ item, folder: isScalar(item) ? String(item.value) : "" }));
  const chosen = new Set(named.map(({ folder }) => folder));
  const diagnostics = named.filter(({ folder }) => !folders.includes(folder)).map(({ item, folder }) => {
    const meant = closest(folder, folders);
    return { ...complain(item, `the book has no chapter \`${folder}\``), ...(meant !== null && { cure: `write \`${meant}\`` }) };
  });
  return { isEnforced: (folder) => chosen.has(folder), diagnostics };
}

function spanOf(node: unknown): Span {
  const [start, end] = (node as Partial<Node> | null | undefined)?.range ?? [0, 1];
  return { start, end } as Span;
}
