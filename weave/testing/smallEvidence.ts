/** For tests: evidence made by hand, each record at the place where some words of a file begin. */
import type { Evidence, Result, Totals, UnitEvidence } from "../../prove/index.ts";

/** A result and the words at which its unit begins; the words must stand in the file. */
export interface HandMade {
  readonly at: string;
  readonly result: Result;
  readonly state?: "proved" | "stale";
}

/** The evidence of files by path below `book/`, with the texts of the files beside it. */
export function smallEvidence(texts: Readonly<Record<string, string>>, records: Readonly<Record<string, readonly HandMade[]>>, beside: Readonly<Record<string, string>> = {}): Evidence {
  const known = new Map<string, UnitEvidence>();
  for (const [name, made] of Object.entries(records)) {
    for (const { at, result, state = "proved" } of made) {
      const offset = texts[name]?.indexOf(at) ?? -1;
      if (offset < 0) throw new Error(`${name} has no ${at}`);
      const unit = { id: at, kind: result.kind, unchecked: null, needs: [] };
      known.set(`book/${name}:${offset}`, { state, unit, record: { key: "", data: {}, result } });
    }
  }
  return {
    at: (path, offset) => known.get(`${path}:${offset}`) ?? { state: "missing" },
    text: (_, { name }) => beside[name] ?? null,
    bytes: (_, { name }) => (beside[name] === undefined ? null : Buffer.from(beside[name])),
    digestOf: (path) => JSON.stringify([[...known].filter(([place]) => place.startsWith(`${path}:`)), beside]),
    totals: noTotals,
  };
}

/** Nothing was shown. */
export const noTotals: Totals = {
  derivations: 0, rows: 0, reasons: 0, draws: 0, costs: 0, entries: 0, bounds: 0, cells: 0, measurements: 0, figures: 0, experiments: 0, runs: 0, numbers: 0, wrong: 0, fragments: 0, unchecked: [], transcribed: [],
};

/** A drawing as `prove` writes it. */
export const drawnLine = '<svg xmlns="http://www.w3.org/2000/svg" id="drawing-f" viewBox="0 0 580 310" width="580" height="310" role="img" aria-labelledby="drawing-f-title drawing-f-desc" font-family="var(--serif, serif)">\n<title id="drawing-f-title">f</title><desc id="drawing-f-desc">A line</desc>\n<path d="M0 0H9" stroke="var(--ink, #1d1b17)"/>\n</svg>\n';
