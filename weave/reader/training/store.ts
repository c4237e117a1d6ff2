/** What the browser keeps of the reader's trainings, in IndexedDB: their weights, and what was seen of them last. Nothing of it leaves the browser. */
import type { Constant } from "../cells/constants.ts";
import type { Look, Settings } from "./contract.ts";

/** Which training: that of a figure, with what the reader has set. */
export interface Experiment {
  /** The id of the figure. */
  readonly figure: string;
  readonly settings: Settings;
}

/** What any page shows of a training without its weights. */
export interface Seen extends Experiment {
  readonly step: number;
  readonly steps: number;
  readonly look: Look;
  readonly declared: readonly Constant[];
  /** Of the program that took the steps: `TrainingFile.version`. */
  readonly version: string;
  /** When it was kept: milliseconds since 1970. */
  readonly at: number;
  /** Grows by one each time that it is kept, so that two pages notice each other. */
  readonly revision: number;
}

/** What a training goes on from. */
export interface Weights {
  readonly bytes: Uint8Array;
  readonly losses: Float64Array;
}

/** How keeping ended. */
export type Kept =
  | { readonly how: "kept"; readonly revision: number }
  /** Another page has kept or reset the same training since. */
  | { readonly how: "overtaken" }
  | { readonly how: "full" | "refused" };

/** So many trainings of a figure are kept; the oldest go. */
const most = 4;

/** Where one is kept: settings in the order of their names, so that the same are the same. */
export function keyOf({ figure, settings }: Experiment): string {
  return `${figure}?${Object.entries(settings).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, value]) => `${name}=${value}`).join("&")}`;
}

/** What was seen last of each training of a figure, the latest first. Fails where the browser keeps nothing. */
export async function seenOf(figure: string): Promise<readonly Seen[]> {
  return within("readonly", async (looks) => latestFirst(await asked<readonly Seen[]>(looks.getAll(rangeOf(figure)))));
}

/** The weights of one; null where there are none. */
export async function weightsOf(experiment: Experiment): Promise<Weights | null> {
  return within("readonly", async (_looks, weights) => (await asked<Weights | undefined>(weights.get(keyOf(experiment)))) ?? null);
}

/** Keeps one, if it is still as this page knows it: of the revision that was read or kept last, 0 for none. Never fails. */
export async function keep(seen: Seen, weights: Weights): Promise<Kept> {
  const key = keyOf(seen);
  try {
    return await within("readwrite", async (looks, bytes): Promise<Kept> => {
      const all = await asked<readonly Seen[]>(looks.getAll(rangeOf(seen.figure)));
      const before = all.find((each) => keyOf(each) === key);
      if ((before?.revision ?? 0) !== seen.revision) return { how: "overtaken" };
      const next = { ...seen, revision: seen.revision + 1 };
      looks.put(next, key);
      bytes.put(weights, key);
      for (const old of latestFirst(all.filter((each) => each !== before)).slice(most - 1)) {
        looks.delete(keyOf(old));
        bytes.delete(keyOf(old));
      }
      return { how: "kept", revision: next.revision };
    });
  } catch (error) {
    return { how: error instanceof Error && error.name === "QuotaExceededError" ? "full" : "refused" };
  }
}

/** Forgets one, if it is still as this page knows it; false where another page has kept it since. What cannot be forgotten was not kept. */
export async function forget(experiment: Experiment, revision: number): Promise<boolean> {
  const key = keyOf(experiment);
  return within("readwrite", async (looks, weights) => {
    const before = await asked<Seen | undefined>(looks.get(key));
    if ((before?.revision ?? revision) !== revision) return false;
    looks.delete(key);
    weights.delete(key);
    return true;
  }).catch(() => true);
}

const latestFirst = (all: readonly Seen[]): readonly Seen[] => all.toSorted((one, other) => other.at - one.at);

/** The keys of a figure's trainings: no id holds a `?`, which `@` follows. */
const rangeOf = (figure: string): IDBKeyRange => IDBKeyRange.bound(`${figure}?`, `${figure}@`, false, true);

/** What is done in one transaction is done as a whole or not at all. */
async function within<T>(mode: IDBTransactionMode, act: (looks: IDBObjectStore, weights: IDBObjectStore) => Promise<T>): Promise<T> {
  const database = await opened();
  try {
    const transaction = database.transaction(["looks", "weights"], mode, { durability: "relaxed" });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("the browser has given up what it was to keep"));
    });
    const [result] = await Promise.all([act(transaction.objectStore("looks"), transaction.objectStore("weights")), done]);
    return result;
  } finally {
    database.close();
  }
}

/** One for each book: two on one server do not see each other's trainings. */
function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(`${document.documentElement.dataset["book"] ?? "book"}:trainings`, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("looks");
    request.result.createObjectStore("weights");
  };
  return asked(request);
}

function asked<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error ?? new Error("the browser keeps nothing"));
  });
}
