/** Kronecker's `\delta_{ij}`. */
import { indicesOf } from "../grammar/indices.ts";
import { isBound } from "../grammar/names.ts";
import { readScripts, scripted } from "../grammar/scripts.ts";
import { peek, sees, take, type Construction, type Reader } from "../reader.ts";
import { refuse, refuseUnbound } from "../refusal.ts";

export const kronecker: Construction = {
  name: "Kronecker's delta",
  latex: ["\\delta_{ij}", "\\delta_{i,j+1}"],
  meaning: "1 where the two indices are equal, else 0. Where `delta` is bound, `\\delta` is that name and has indices as any other.",
  read: (reader) => {
    if (!startsDelta(reader)) return null;
    const { start, end } = take(reader);
    const { sub, ...others } = readScripts(reader);
    if (!sub) refuseUnbound("delta", { start, end });
    const [left, right, third] = indicesOf(reader, sub.slice);
    if (!left || !right || third) refuse("Kronecker's `\\delta` has two indices", sub.slice, "bind `delta` if it is something else");
    return { form: "plain", expression: scripted(reader, { kind: "kronecker", left, right, at: { start, end: sub.end } }, { ...others, sub: null }) };
  },
};

/** True before a `\delta` that no cell binds. */
export function startsDelta(reader: Reader): boolean {
  return sees(reader, "\\delta") && !isBound(reader, "delta") && peek(reader, 1).kind === "sub" && !isDeltaName(reader);
}

// `\delta_0`, `\delta_w` may be bound as whole names
function isDeltaName(reader: Reader): boolean {
  const suffix = peek(reader, 2).text;
  return isBound(reader, `delta_${suffix}`);
}
