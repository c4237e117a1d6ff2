/** The rule that at most one expression in five of a chapter's derivations is transcribed. */
import { mistake, type Diagnostic, type Location } from "../../tangle/index.ts";
import type { DerivationResult } from "./record.ts";

/** A derivation of a chapter that holds, and where it stands. */
export interface HeldDerivation {
  readonly at: Location;
  readonly result: DerivationResult;
}

/** The error of a chapter that transcribes more, at the last derivation that does, with notes on the others. */
export function tooMuchTranscribed(chapter: string, derivations: readonly HeldDerivation[]): readonly Diagnostic[] {
  const rows = derivations.reduce((sum, { result }) => sum + result.rows, 0);
  const having = derivations.filter(({ result }) => result.transcribed.length > 0);
  const count = having.reduce((sum, { result }) => sum + result.transcribed.length, 0);
  const last = having.at(-1);
  if (last === undefined || count * 5 <= rows) return [];
  const message = `\`${chapter}\` transcribes ${count} of its ${rows} expressions, and may transcribe one in five`;
  return [{ ...mistake("too-much-transcribed", message, last.at), notes: having.slice(0, -1).map(({ at }) => ({ message: "another one that transcribes is here", at })) }];
}
