/** Chapters as the package has them, kept from run to run under what they are made from. */
import { join } from "node:path";
import { isRecord, parseJson, sha256 } from "../../tangle/index.ts";
import { dropOthers, fileStore } from "../html/store.ts";

/** A page as pandoc and we have made it, but that its links lead to ids and not yet to files. */
export interface MadePage {
  /** The anchor of its title. */
  readonly id: string;
  readonly text: string;
}

/** The pages of chapters by the keys of these. */
export interface KeptChapters {
  /** Null for a chapter that is not there, or that is damaged. */
  readonly get: (key: string) => readonly MadePage[] | null;
  readonly set: (key: string, pages: readonly MadePage[]) => void;
  /** Writes what was set, and drops all that was neither set nor asked for. Throws where the disk cannot be written to. */
  readonly keep: () => void;
}

/** Those of a version of all that makes chapters, in a folder; those of other versions are removed. */
export function keptChapters(folder: string, version: string): KeptChapters {
  dropOthers(folder, [version]);
  const store = fileStore(join(folder, version));
  const wanted = new Set<string>();
  return {
    get(key) {
      wanted.add(key);
      const [, hash, text = ""] = /^(\w+)\n([^]*)$/.exec(store.get(key) ?? "") ?? [];
      const pages = sha256(text) === hash ? parseJson(text) : null;
      return Array.isArray(pages) && pages.every(isPage) ? pages : null;
    },
    set(key, pages) {
      wanted.add(key);
      const text = JSON.stringify(pages);
      store.set(key, `${sha256(text)}\n${text}`);
    },
    keep() {
      store.flush();
      store.keep(wanted);
    },
  };
}

function isPage(value: unknown): value is MadePage {
  return isRecord(value) && typeof value["id"] === "string" && typeof value["text"] === "string";
}
