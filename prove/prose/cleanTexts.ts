/** Texts in which no number is typed by hand, remembered: most are as they were, and to read one again takes longer than anything else that is asked of it. */
import { sha256, type Diagnostic, type Section } from "../../tangle/index.ts";
import { loadedVersion, type Cache } from "../../tangle/standing/index.ts";
import { typedNumbers } from "./typedNumbers.ts";

/** The rule of typed numbers, with this cache. */
export function typedNumberReader(cache: Cache): (section: Pick<Section, "source">) => readonly Diagnostic[] {
  const version = loadedVersion(["prove/prose/typedNumbers.ts"]);
  return (section) => {
    const key = sha256(`${version}\n${section.source.text}`);
    if (cache.get("typed-numbers", key) !== null) return [];
    const found = typedNumbers(section);
    if (found.length === 0) cache.put("typed-numbers", key, "none");
    return found;
  };
}
