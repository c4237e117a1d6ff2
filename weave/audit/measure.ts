/** What a measure of the audit is: it looks at the woven pages and says values, each beside what it is to be. */
import type { Browser } from "playwright-core";

/** The woven pages, on the disk and as a server sends them. */
export interface Site {
  /** Absolute: the folder of the HTML edition. */
  readonly folder: string;
  /** The pages to look at, as paths below the folder: every one, if nothing else is said. */
  readonly pages: readonly string[];
  /** Where the server of this run has the folder: `http://127.0.0.1:8000`. */
  readonly origin: string;
  readonly browser: Browser;
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
}

/** A bound. An `exact` one fails the audit; any other depends on how busy the machine is, and is only reported. */
export type Aim = { readonly exact: boolean } & ({ readonly atMost: number } | { readonly atLeast: number });

/** A file of this folder that looks at one thing; `measures.ts` is the list of them. */
export interface Measure {
  /** What `--only` calls it. */
  readonly name: string;
  readonly measure: (site: Site) => Promise<readonly Finding[]>;
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
