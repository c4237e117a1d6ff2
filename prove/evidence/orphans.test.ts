import { expect, test } from "vitest";
import { sha256 } from "../../tangle/index.ts";
import { holding } from "./held.ts";
import { orphansAmong, type KnownEvidence } from "./orphans.ts";
import type { UnitRecord } from "../records/record.ts";
import { besidePath, recordPath } from "./store.ts";

const chapter = "book/01-a/index.md";
const record = (name: string, svg: string | null = null): UnitRecord => ({
  key: sha256(name),
  data: {},
  result: svg === null ? { kind: "value", text: name } : { kind: "figure", svg: `${name}.svg`, svgSha256: sha256(svg), csv: null, csvSha256: null, width: 1, height: 1 },
});
const pathOf = (id: string, { key }: UnitRecord): string => recordPath(chapter, id, key);

const now = record("now");
const before = record("before", "drawn");
const drawing = besidePath(chapter, "before.svg", sha256("drawn"));
const known = (over: Partial<KnownEvidence>): KnownEvidence => ({ chapter, units: ["a", "b"], records: new Map([["a", now]]), stored: [], isUnread: false, ...over });

test("a record that holds is needed, and so is the last one of a unit that has none that holds, with its drawing", () => {
  const files = [pathOf("a", now), pathOf("b", before), drawing];
  expect(orphansAmong(files, [known({ stored: [{ path: pathOf("b", before), id: "b", record: before }] })])).toEqual([]);
});

test("once a unit has a new record the old one is needed no more, nor is that of a unit that is gone", () => {
  const stored = [{ path: pathOf("a", before), id: "a", record: before }, { path: pathOf("gone", record("gone")), id: "gone", record: record("gone") }];
  expect(orphansAmong([pathOf("a", now), ...stored.map(({ path }) => path), drawing], [known({ stored })])).toEqual([...stored.map(({ path }) => path), drawing]);
});

test("a record is needed under the name that its unit had", () => {
  const path = pathOf("value-7", now);
  expect(orphansAmong([path], [known({ stored: [{ path, id: "value-7", record: now }] })])).toEqual([]);
});

test("of two records with one key, that of the unit's own id holds, and the other is needed no more", () => {
  const taken = (text: string): UnitRecord => ({ ...now, result: { kind: "value", text } });
  const stored = (["a", "value-7"] as const).map((id) => ({ path: pathOf(id, now), id, record: taken(id) }));
  for (const order of [stored, stored.toReversed()]) {
    const records = holding(new Map([["a", now.key]]), { stored: order, sameData: () => true });
    expect(records.get("a")?.result).toEqual({ kind: "value", text: "a" });
    expect(orphansAmong(stored.map(({ path }) => path), [known({ records, stored: order })])).toEqual([pathOf("value-7", now)]);
  }
});

test("a record that was taken anew replaces the one that its unit had under another id", () => {
  const stored = [{ path: pathOf("value-7", now), id: "value-7", record: now }];
  const records = new Map([["a", { ...now, result: { kind: "value", text: "again" } } as const]]);
  expect(orphansAmong([pathOf("a", now), pathOf("value-7", now)], [known({ records, stored })])).toEqual([pathOf("value-7", now)]);
});

test("beside a record that cannot be read nothing is an orphan; in a folder of no section everything is", () => {
  const files = ["book/evidence/01-a/index/x.svg", "book/evidence/old/x.svg"];
  expect(orphansAmong(files, [known({ isUnread: true })])).toEqual(["book/evidence/old/x.svg"]);
});
