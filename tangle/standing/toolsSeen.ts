/** All tools as this process has found them, once something has looked at all of them. */
import { sha256 } from "../text/hash.ts";

/** What was found. */
export interface SeenTools {
  /** Another one where any of them is another. */
  readonly hash: string;
  /** By path below the project. */
  readonly hashes: ReadonlyMap<string, string>;
}

let found: SeenTools | null = null;

/** Null as long as nobody has looked. */
export function toolsSeen(): SeenTools | null {
  return found;
}

/** Says what was found. What was found first holds: it is the nearest to what this process has loaded. */
export function seeTools(hashes: ReadonlyMap<string, string>): void {
  found ??= { hash: sha256(JSON.stringify([...hashes])), hashes };
}
