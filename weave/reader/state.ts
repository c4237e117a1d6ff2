/** What the reader's browser remembers: plain values under one prefix a book. A browser that remembers nothing is no error. */

/** The prefix that a book's pages carry; two books on one server then do not see each other's marks. */
const prefix = `${document.documentElement.dataset["book"] ?? "book"}:`;

/** The value kept under a name; null where there is none, or where it cannot be read. */
export function recall(name: string): unknown {
  try {
    const text = localStorage.getItem(prefix + name);
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** Keeps a value under a name; null forgets it. False where the storage is full, or blocked: the page works without. */
export function remember(name: string, value: unknown): boolean {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The value as text; null for any other. */
export function recallText(name: string): string | null {
  const value = recall(name);
  return typeof value === "string" ? value : null;
}
