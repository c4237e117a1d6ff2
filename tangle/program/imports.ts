/** What a text of TypeScript may import, found without a parser: never less than it really imports, so that a key never misses a change. */

/** What a text names. */
export interface Imports {
  /** `#src/…`, `./…` and `../…` in any string, so that `new URL("./x", import.meta.url)` counts too. */
  readonly paths: readonly string[];
  /** Names of packages, without the path inside them. */
  readonly packages: readonly string[];
  /** Whether it imports something whose name is only known when it runs: then it may be anything. */
  readonly open: boolean;
}

/** Reads them. Types and comments are read like everything else: a mistake that must fail depends on types, too. */
export function importsIn(text: string): Imports {
  const paths = [...text.matchAll(/["'`]((?:#src|\.\.?)\/[^"'`\n$]+)["'`]/g)].map((match) => match[1] ?? "");
  const named = [...text.matchAll(/\b(?:from|import|require|resolve)\s*\(?\s*["'`]([^"'`\n$]+)["'`]/g)].map((match) => match[1] ?? "");
  const open = /\bimport\s*\(\s*(?!["'`]|\s)/.test(text) || /\bimport\s*\(\s*`[^`]*\$\{/.test(text);
  return { paths: unique(paths), packages: unique(named.flatMap(packageOf)), open };
}

/** `@scope/name/inside` → `@scope/name`. What Node itself brings is none. */
function packageOf(specifier: string): readonly string[] {
  if (/^[.#/]|^[a-z][a-z0-9+.-]*:/i.test(specifier)) return [];
  const [scope = "", name] = specifier.split("/");
  return [scope.startsWith("@") && name !== undefined ? `${scope}/${name}` : scope];
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}
