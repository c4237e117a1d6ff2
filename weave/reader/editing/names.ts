/** The names that the listings of a page mark, with the types that are shown when one is pointed at. */

/** Names by what stands before them: nothing, or a dot. */
export interface KnownNames {
  readonly plain: ReadonlyMap<string, string>;
  readonly members: ReadonlyMap<string, string>;
}

/** Finds them when they are first asked for. */
export function namesOfPage(): () => Promise<KnownNames> {
  let known: Promise<KnownNames> | null = null;
  return () => (known ??= gathered());
}

async function gathered(): Promise<KnownNames> {
  const rows = await window.book.take(`types/${window.book.page.replace(/\.html$/, "").replaceAll("/", ".")}`).catch(() => null);
  const [plain, members] = [new Map<string, string>(), new Map<string, string>()];
  for (const each of document.querySelectorAll<HTMLElement>("article .listing pre [data-q]")) {
    const row: unknown = Array.isArray(rows) ? rows[Number(each.dataset["q"])] : null;
    const type = Array.isArray(row) && typeof row[0] === "string" ? row[0] : "";
    const names = /[.]$/.test(each.previousSibling?.textContent ?? "") ? members : plain;
    const name = each.textContent ?? "";
    if (!names.get(name)) names.set(name, type);
  }
  return { plain, members };
}
