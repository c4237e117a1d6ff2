/** Says which name was probably meant. */
import { closest } from "../../tangle/index.ts";

/** The cure that names the closest candidate, ready to be spread into a diagnostic; nothing where none is near. */
export function didYouMean(name: string, candidates: Iterable<string>): { readonly cure?: string } {
  const found = closest(name, candidates);
  return found === null ? {} : { cure: `did you mean \`${found}\`?` };
}
