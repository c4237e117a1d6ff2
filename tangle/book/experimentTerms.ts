/** What the fence of an experiment says of how it is run: its seeds, how much of it is replayed, how exactly. */

/** The attributes of an ` ```ts experiment="…" ` fence, its name aside. */
export interface ExperimentTerms {
  /** It is run once for each; their order is that of its values. */
  readonly seeds: readonly number[];
  /** So many of its first steps are recorded, and compared when they are replayed. */
  readonly replay: number;
  /** How far, relatively, a number of a replay may be from the recorded one; null where it must be the same. */
  readonly tolerance: number | null;
}

/** The attributes that only an experiment has. */
export const experimentAttributes: readonly string[] = ["seeds", "replay", "tolerance"];

/** What an attribute's value is wrong in; null for a right one, and for other attributes. */
export function termProblem(key: string, value: string): string | null {
  if (key === "experiment") return isFileName(value) ? null : `\`${value}\` cannot be the name of an experiment: write letters, digits, \`-\`, \`_\` and \`.\``;
  if (key === "seeds") return seedsProblem(value);
  if (key === "replay") return replayIn(value) === null ? `\`replay\` is a whole number above 0, not \`${value}\`` : null;
  if (key === "tolerance") return toleranceIn(value) === null ? `\`tolerance\` is a number above 0 and below 1, not \`${value}\`` : null;
  return null;
}

/** Reads the values as they are written, null where an attribute is not there; a wrong one counts as that. */
export function experimentTerms({ seeds, replay, tolerance }: Readonly<Record<"seeds" | "replay" | "tolerance", string | null>>): ExperimentTerms {
  return {
    seeds: [...new Set((seeds ?? "").split(",").map(seedIn).filter((seed) => seed !== null))],
    replay: (replay === null ? null : replayIn(replay)) ?? defaultReplay,
    tolerance: tolerance === null ? null : toleranceIn(tolerance),
  };
}

const defaultReplay = 200;

/** Its evidence is a folder of that name. */
function isFileName(name: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name);
}

function seedsProblem(value: string): string | null {
  const seen = new Set<number>();
  for (const word of value.split(",")) {
    const seed = seedIn(word);
    if (seed === null) return `\`${word.trim()}\` is no seed: seeds are whole numbers between commas, as in \`seeds="1,2,3"\``;
    if (seen.has(seed)) return `the seed ${seed} is listed twice`;
    seen.add(seed);
  }
  return null;
}

/** One way to write a number, since evidence is filed under it. */
function seedIn(word: string): number | null {
  const text = word.trim();
  const seed = Number(text);
  return /^(?:0|-?[1-9]\d*)$/.test(text) && Number.isSafeInteger(seed) ? seed : null;
}

function replayIn(value: string): number | null {
  return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null;
}

function toleranceIn(value: string): number | null {
  const number = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : 0;
  return number > 0 && number < 1 ? number : null;
}
