/** What a measure of the audit is: it looks at the woven pages and says values, each beside what it is to be. */
import type { Browser, Page } from "playwright-core";

/** The woven pages, on the disk and as a server sends them. */
export interface Site {
  /** Absolute: the folder of the HTML edition. */
  readonly folder: string;
  /** The pages to look at, as paths below the folder: every one, if nothing else is said. */
  readonly pages: readonly string[];
  /** Where the server of this run has the folder: `http://127.0.0.1:8000`. */
  readonly origin: string;
  /** A file of the folder as it travels. */
  readonly sent: (file: string) => Buffer;
  /** The browser, which is started when it is first asked for. */
  readonly browser: () => Promise<Browser>;
  /** Tells what is at work, for whoever waits. */
  readonly progress: (step: string) => void;
  /** Tells what was found, as soon as it was, so that an audit that is interrupted was not for nothing. */
  readonly tell: (line: string) => void;
}

/** One line of the audit's table. */
export interface Finding {
  readonly name: string;
  readonly value: number;
  /** `kB`, `errors`; "" for a score. */
  readonly unit: string;
  /** What the value is to be; null where it is only told. */
  readonly aim: Aim | null;
  /** Where an aim is missed: each place, with what is wrong there. */
  readonly places: readonly string[];
  /** What took how long, where that is worth a record. */
  readonly times?: readonly Timed[];
}

/** Something with the seconds that it took. */
export interface Timed {
  readonly name: string;
  readonly seconds: number;
}

/** A bound. An `exact` one fails the audit; any other depends on how busy the machine is, and is only reported. */
export type Aim = { readonly exact: boolean } & ({ readonly atMost: number } | { readonly atLeast: number });

/** A file of this folder that looks at one thing; `measures.ts` is the list of them. */
export type Measure = WholeMeasure | PageMeasure;

interface Named {
  /** What `--only` calls it. */
  readonly name: string;
}

/** Looks at the edition as a whole, each time. */
export interface WholeMeasure extends Named {
  readonly kind: "whole";
  readonly measure: (site: Site) => Promise<readonly Finding[]>;
}

/** Looks at each page by itself: what it has seen of one is kept for as long as all that the page loads is the same. */
export interface PageMeasure extends Named {
  readonly kind: "pages";
  /** The module that looks, from the project's folder: what it saw is of its version. */
  readonly module: string;
  /** How the pages are looked at: in a browser, one by one, or their files all at once. */
  readonly look: InBrowser | InFiles;
  /** Which of the pages; all of them, if it says nothing. */
  readonly isFor?: (html: string) => boolean;
  /** What is looked at besides on each page, where that depends on the other pages: as text, for each page in their order. */
  readonly variants?: (site: Site) => readonly string[];
  /** What it comes to, of the pages that it is for. */
  readonly findings: (site: Site, seen: readonly SeenPage[]) => readonly Finding[];
}

/** Looks at a page in a tab. */
export interface InBrowser {
  readonly in: "browser";
  /** Where the pages are loaded from. */
  readonly from: readonly Origin[];
  /** Pixels: how wide the screen is while the page is loaded. */
  readonly width: number;
  /** Whether it needs a page at which nothing has been done since it was loaded. */
  readonly fresh: boolean;
  readonly page: (visit: Visit) => Promise<Seen>;
}

/** Looks at files, given as paths below the folder; what it has seen of each, in their order. */
export interface InFiles {
  readonly in: "files";
  readonly pages: (site: Site, pages: readonly string[]) => readonly Seen[];
}

/** A page is sent by a server, or opened from the disk. */
export type Origin = "server" | "disk";

/** A page in a tab, loaded and at rest. */
export interface Visit {
  readonly site: Site;
  readonly page: string;
  readonly tab: Page;
  /** Every address that was asked for until the page was at rest. */
  readonly asked: ReadonlySet<string>;
  /** Of `variants`; "" without. */
  readonly variant: string;
}

/** What was seen of a page: an amount, whatever the measure counts, and what is wrong. */
export interface Seen {
  readonly amount: number;
  readonly places: readonly string[];
  /** What is worth telling and is no fault. */
  readonly remarks?: readonly string[];
  readonly times?: readonly Timed[];
}

/** The same with its page, and where that was loaded from. */
export interface SeenPage extends Seen {
  readonly page: string;
  readonly from: Origin;
}

/** True where the value keeps to its bound, or has none. */
export function isMet({ aim, value }: Finding): boolean {
  if (aim === null) return true;
  return "atMost" in aim ? value <= aim.atMost : value >= aim.atLeast;
}

/** A bound of zero on what is wrong: the finding's value is how many places there are. */
export function none(name: string, unit: string, places: readonly string[]): Finding {
  return { name, value: places.length, unit, aim: { exact: true, atMost: 0 }, places };
}
