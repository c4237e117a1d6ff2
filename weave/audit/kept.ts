/** What was seen of pages, kept by the content of all that they load: a page that is as it was is not looked at again. */
import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { sha256, toolVersion } from "../../tangle/index.ts";
import { cacheKey, type Cache } from "../cache.ts";
import type { Origin, PageMeasure, Seen, Site } from "./measure.ts";
import { fileOf } from "./visits.ts";

/** What is asked of a page. */
export interface Question {
  readonly measure: PageMeasure;
  readonly page: string;
  readonly from: Origin;
  readonly variant: string;
}

/** The answers that are known. */
export interface KeptAnswers {
  /** Null where it must be looked at. */
  readonly find: (question: Question) => Seen | null;
  /** Keeps what was seen, with the addresses that were asked for. What is wrong is looked at again, and so is a page that asks beyond the edition. */
  readonly keep: (question: Question, seen: Seen, asked: Iterable<string>) => void;
}

/** An answer as it is kept: it holds for as long as each file has its hash; null for one that was not there. */
interface Answer {
  readonly files: readonly (readonly [path: string, hash: string | null])[];
  readonly seen: Seen;
}

const kind = "audit";

/** The answers of a cache for an edition, by the browser that looked: its version. */
export function keptAnswers(site: Pick<Site, "folder" | "origin">, cache: Cache, browser: string): KeptAnswers {
  const hashOf = hashesIn(site.folder);
  const versions = new Map<string, string>();
  const keyOf = ({ measure, page, from, variant }: Question): string => {
    const version = versions.get(measure.module) ?? toolVersion([measure.module, "weave/audit/visits.ts"]);
    versions.set(measure.module, version);
    const looker = measure.look.in === "browser" ? browser : "";
    // Node packs what is weighed
    return cacheKey(process.version, measure.name, version, looker, page, from, variant, hashOf(page) ?? "");
  };
  return {
    find(question) {
      const answer = JSON.parse(cache.get(kind, keyOf(question)) ?? "null") as Answer | null;
      return answer !== null && answer.files.every(([path, hash]) => hashOf(path) === hash) ? answer.seen : null;
    },
    keep(question, seen, asked) {
      const files = filesOf(site, question.page, asked);
      if (files === null || seen.places.length > 0) return;
      cache.put(kind, keyOf(question), JSON.stringify({ files: files.map((path) => [path, hashOf(path)] as const), seen } satisfies Answer));
    },
  };
}

/** The page and all that it asked for, as paths below the folder, sorted; null where that is more than the edition. */
function filesOf(site: Pick<Site, "folder" | "origin">, page: string, asked: Iterable<string>): readonly string[] | null {
  const paths = new Set([page]);
  for (const address of asked) {
    if (/^(?:data|blob|about):/.test(address)) continue;
    const file = fileOf(site, address);
    // what is missing or elsewhere may come to be there
    if (file === undefined || file === null) return null;
    paths.add(relative(site.folder, file).split(sep).join("/"));
  }
  return [...paths].sort();
}

/** The hashes of the files of a folder, each taken once; null for a file that is not there. */
function hashesIn(folder: string): (path: string) => string | null {
  const known = new Map<string, string | null>();
  return (path) => {
    const hash = known.has(path) ? (known.get(path) ?? null) : hashAt(join(folder, path));
    known.set(path, hash);
    return hash;
  };
}

function hashAt(file: string): string | null {
  try {
    return sha256(readFileSync(file));
  } catch {
    return null;
  }
}
