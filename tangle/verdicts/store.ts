/** Verdicts on files of tests that passed, below `ROOT/output/.cache/verdicts/`: each distinct file on each distinct program runs once, whoever asks. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { diskWriter, type Writer } from "../disk/files.ts";
import { textAt } from "../disk/stat.ts";
import { sha256 } from "../text/hash.ts";
import { isRecord, parseJson } from "../text/json.ts";

/** A file of tests of which every one ran and passed. There is no other verdict: what fails, or is skipped, is run again. */
export interface Verdict {
  readonly tests: readonly PassedTest[];
}

/** A test: its name with those of its groups before it, and without. */
export interface PassedTest {
  readonly fullName: string;
  readonly name: string;
}

/** Verdicts by the keys of `verdictKeys`. */
export interface VerdictStore {
  /** Null where there is none, or a damaged one. */
  readonly get: (key: string) => Verdict | null;
  /** Keeps a verdict. A disk that cannot be written to is no error: the tests run again next time. */
  readonly put: (key: string, verdict: Verdict) => void;
  /** Removes what nobody has asked for in 30 days. */
  readonly sweep: () => void;
}

/**
 * The store of the book below `root`. Where `PROPERTY_SEED` or `PROPERTY_RUNS` is set, tests draw other inputs than a verdict
 * speaks of, so nothing is read or kept; with `VERDICTS=renew` nothing is read. Throws `RangeError` for any other `VERDICTS`.
 */
export function openVerdicts(root: string, env: NodeJS.ProcessEnv = process.env): VerdictStore {
  const { PROPERTY_SEED, PROPERTY_RUNS, VERDICTS = "" } = env;
  if (!["", "renew"].includes(VERDICTS)) throw new RangeError(`VERDICTS must be \`renew\` or nothing, not \`${VERDICTS}\``);
  if (PROPERTY_SEED !== undefined || PROPERTY_RUNS !== undefined) return noVerdicts;
  const store = storeIn(join(root, "output", ".cache", "verdicts"), diskWriter());
  return VERDICTS === "renew" ? { ...store, get: () => null } : store;
}

/** Keeps nothing. */
export const noVerdicts: VerdictStore = { get: () => null, put: () => {}, sweep: () => {} };

const day = 24 * 60 * 60 * 1000;

function storeIn(folder: string, writer: Writer): VerdictStore {
  const fileOf = (key: string): string => join(folder, `${key}.json`);
  const put = (key: string, verdict: Verdict): void => void attempt(() => writeWhole(fileOf(key), sealed(JSON.stringify(verdict)), writer));
  return {
    get(key) {
      const text = textAt(fileOf(key));
      const verdict = text === null ? null : verdictIn(text);
      // its time tells `sweep` that it is still asked for
      if (verdict !== null && isOlder(fileOf(key), day)) put(key, verdict);
      return verdict;
    },
    put,
    sweep() {
      const names = attempt(() => readdirSync(folder)) ?? [];
      for (const path of names.map((name) => join(folder, name))) if (isOlder(path, 30 * day)) attempt(() => writer.unlink(path));
    },
  };
}

function isOlder(path: string, age: number): boolean {
  return attempt(() => statSync(path).mtimeMs < Date.now() - age) ?? false;
}

/** Nothing here is worth an error: at worst the tests run again. */
function attempt<T>(step: () => T): T | null {
  try {
    return step();
  } catch {
    return null;
  }
}

/** Beside, then renamed, so that nobody reads half a verdict. */
function writeWhole(path: string, text: string, writer: Writer): void {
  const beside = `${path}.${process.pid}`;
  writer.mkdir(join(path, ".."));
  writer.write(beside, text, 0o644);
  writer.rename(beside, path);
}

function sealed(text: string): string {
  return `${sha256(text)}\n${text}\n`;
}

function verdictIn(text: string): Verdict | null {
  const [seal, body = ""] = text.split("\n");
  const value = sha256(body) === seal ? parseJson(body) : null;
  if (!isRecord(value) || !Array.isArray(value["tests"])) return null;
  const tests = value["tests"].map(testIn).filter((test) => test !== null);
  return tests.length === value["tests"].length ? { tests } : null;
}

function testIn(value: unknown): PassedTest | null {
  if (!isRecord(value)) return null;
  const { fullName, name } = value;
  return typeof fullName === "string" && typeof name === "string" ? { fullName, name } : null;
}
