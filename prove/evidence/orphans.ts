/** Which files of the evidence belong to nothing. */
import { posix } from "node:path";
import type { UnitRecord } from "../records/record.ts";
import { pathsBeside, recordFolder, recordPath, type StoredRecord } from "./store.ts";

/** What is known of the evidence of a chapter's file. */
export interface KnownEvidence {
  readonly chapter: string;
  /** The ids of its units. */
  readonly units: readonly string[];
  /** The records that hold, by id. */
  readonly records: ReadonlyMap<string, UnitRecord>;
  /** Those that lie on the disk. */
  readonly stored: readonly StoredRecord[];
  /** Whether some cannot be read and will not be written anew: what lies beside them may belong to them. */
  readonly isUnread: boolean;
}

/** Of all files, those that no record needs. The last record of a unit that has none that holds is kept: it shows what was. */
export function orphansAmong(files: readonly string[], sections: readonly KnownEvidence[]): readonly string[] {
  const needed = new Set(sections.flatMap(neededBy));
  const unread = new Set(sections.filter(({ isUnread }) => isUnread).map(({ chapter }) => recordFolder(chapter)));
  return files.filter((path) => !needed.has(path) && !unread.has(posix.dirname(path)));
}

function neededBy({ chapter, units, records, stored }: KnownEvidence): readonly string[] {
  // by the record itself: another with its key, under another id, is what it has replaced
  const holding = new Set(records.values());
  const found = stored.filter(({ record }) => holding.has(record));
  const held = [...records].flatMap(([id, { key, result }]) => [recordPath(chapter, id, key), ...pathsBeside(chapter, result)]);
  const unproved = new Set(units.filter((id) => !records.has(id)));
  const stale = stored.filter(({ id }) => unproved.has(id)).flatMap(({ path, record }) => [path, ...pathsBeside(chapter, record.result)]);
  return [...held, ...found.map(({ path }) => path), ...stale];
}
