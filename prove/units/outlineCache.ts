/** Outlines of sections that were read before, so that an edition need not parse a chapter that has not changed. */
import { hasErrors, sha256, type Section } from "../../tangle/index.ts";
import { loadedVersion, sourceDigest } from "../../tangle/standing/index.ts";
import { codeWithoutComments } from "../code/tokens.ts";
import { outlinesOf, type TokensIn, type UnitOutline } from "./outline.ts";
import { unitsIn } from "./unitsIn.ts";

/** Texts by kind and key, kept from one run to the next. */
export interface TextCache {
  readonly get: (kind: string, key: string) => string | null;
  readonly put: (kind: string, key: string, text: string) => void;
}

/** Gives the outlines of a section of the chapter in a folder. */
export type OutlineReader = (section: Section, folder: string) => readonly UnitOutline[];

/** Reads outlines. What stands in the cache was put there by the same version of the tools, for the same text. */
export function outlineReader(cache: TextCache): OutlineReader {
  const version = loadedVersion(["prove/units/outlineCache.ts"]);
  return (section, folder) => {
    const key = sha256(`${version}\n${section.path}\n${sourceDigest(section.source)}`);
    const kept = cache.get("outlines", key);
    if (kept !== null) return JSON.parse(kept) as readonly UnitOutline[];
    const { units, diagnostics } = unitsIn(section, folder);
    const tokens = keptTokens(cache, sha256(`${version}\n${section.path}`));
    const outlines = outlinesOf(units, tokens.of);
    tokens.keep();
    if (!hasErrors(diagnostics)) cache.put("outlines", key, JSON.stringify(outlines));
    return outlines;
  };
}

/** The tokens of the codes that a section had when it was read last: where only its prose is another, the compiler need not be loaded. */
function keptTokens(cache: TextCache, key: string): { readonly of: TokensIn; readonly keep: () => void } {
  const before = new Map(JSON.parse(cache.get("tokens", key) ?? "[]") as readonly (readonly [string, string])[]);
  const now = new Map<string, string>();
  return {
    of(code) {
      const tokens = now.get(code) ?? before.get(code) ?? codeWithoutComments(code);
      now.set(code, tokens);
      return tokens;
    },
    keep: () => cache.put("tokens", key, JSON.stringify([...now])),
  };
}
