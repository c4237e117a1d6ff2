/** Which records still hold. */
import type { UnitRecord } from "../records/record.ts";
import type { StoredRecord } from "./store.ts";

/** The records of a section, and whether the data that one names is as it was. */
export interface Records {
  readonly stored: readonly StoredRecord[];
  readonly sameData: (record: UnitRecord) => boolean;
}

/**
 * The records that hold for the units with these keys, by the unit's id now. A record is found by its key: a number that stands
 * further down than it did keeps its record, whatever its place in the count of numbers made its id. Of two with one key, the one
 * under the unit's own id holds: a measurement that was taken again after its unit had moved.
 */
export function holding(keys: ReadonlyMap<string, string>, { stored, sameData }: Records): ReadonlyMap<string, UnitRecord> {
  const byKey = new Map(stored.map(({ record }) => [record.key, record]));
  const own = new Map(stored.flatMap(({ id, record }) => (record.key === keys.get(id) ? [[id, record] as const] : [])));
  return new Map([...keys].flatMap(([id, key]) => {
    const record = own.get(id) ?? byKey.get(key);
    return record !== undefined && sameData(record) ? [[id, record] as const] : [];
  }));
}
