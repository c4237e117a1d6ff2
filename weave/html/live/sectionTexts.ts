/** What is made of the cells of sections, kept by those cells; a list of the sections' texts says which it is, so that what has not changed is not even read. */
import { placelessCells } from "../../../prove/index.ts";
import type { Book, Section } from "../../../tangle/index.ts";
import { digest } from "../fingerprint.ts";
import type { Store } from "../store.ts";

/** Which section of which book. */
export interface SectionPlace {
  readonly root: string;
  readonly book: Book;
  readonly section: Section;
}

/** A text that need not be read. */
export interface KeptText {
  /** With the same digest it is the same. */
  readonly digest: string;
  readonly read: () => Promise<string>;
}

/** Texts made of sections. */
export interface SectionTexts {
  /** The text that is made of a section's cells and of what is `around` them, and nothing else. */
  readonly of: (place: SectionPlace, around: string, make: () => Promise<string>) => Promise<KeptText>;
  /** Keeps the list, of those that were asked for. */
  readonly keep: () => void;
}

/** Those in a store, for the version of what makes them. */
export function sectionTexts(store: Store, version: string): SectionTexts {
  const listed = digest(`texts of sections ${version}`);
  const before = new Map(JSON.parse(store.get(listed) ?? "[]") as readonly (readonly [string, string])[]);
  const now = new Map<string, string>();
  return {
    async of({ book, section }, around, make) {
      const of = `${version} ${around} ${section.path}`;
      const whole = digest(`${of} ${section.source.text}`);
      const key = before.get(whole) ?? digest(`${of} ${await placelessCells(section, book.chapters[section.chapter]?.folder ?? "")}`);
      now.set(whole, key);
      const made = async (): Promise<string> => {
        const text = await make();
        store.set(key, text);
        return text;
      };
      // what has gone wrong in making it goes wrong now
      if (!before.has(whole) && !store.has(key)) await made();
      return { digest: key, read: async () => store.get(key) ?? (await made()) };
    },
    keep() {
      const text = JSON.stringify([...now]);
      if (text !== store.get(listed)) store.set(listed, text);
    },
  };
}
