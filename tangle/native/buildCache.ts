/** The folder of native products: each under its name and the hash of all that it was made from. A product comes whole or not at all. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Writer } from "../disk/files.ts";
import { isSystemError, textAt } from "../disk/stat.ts";
import { isRecord, parseJson } from "../text/json.ts";

/** What the programs of a build printed, one after the other. */
export type Printed = readonly { readonly program: string; readonly text: string }[];

/** A product that was made. */
export interface Product {
  /** Absolute. */
  readonly path: string;
  readonly printed: Printed;
}

/** A product in a cache, whether it is there or not. */
export interface ProductPlace {
  /** The folder of all products. */
  readonly cache: string;
  readonly name: string;
  readonly hash: string;
}

/** Where the products of the book below `root` are. */
export function productCache(root: string): string {
  return join(root, "output", ".cache", "builds");
}

/** The path that a product has. */
export function productPath({ cache, name, hash }: ProductPlace): string {
  return join(cache, name, hash, name);
}

/** The product of that name and hash; null where the cache has none. */
export function productAt(place: ProductPlace): Product | null {
  const { cache, name, hash } = place;
  const path = productPath(place);
  const printed = parseJson(textAt(join(cache, name, hash, printedName)) ?? "");
  return isPrinted(printed) && existsSync(path) ? { path, printed } : null;
}

/**
 * Makes a product. `make` is given a folder of its own and says whether all went well: then the folder becomes that of the product, else
 * it is removed. Two processes that make the same product do not disturb each other.
 */
export function makeProduct<T extends { readonly ok: boolean; readonly printed: Printed }>(place: ProductPlace, writer: Writer, make: (folder: string) => T): T {
  const folder = join(place.cache, place.name, place.hash);
  const draft = `${folder}.${process.pid}.draft`;
  writer.discard(draft);
  writer.mkdir(draft);
  try {
    const made = make(draft);
    if (!made.ok) return made;
    writer.write(join(draft, printedName), JSON.stringify(made.printed), 0o644);
    writer.discard(join(draft, "src"));
    // what is there and is not whole was damaged since it was made
    if (productAt(place) === null) writer.discard(folder);
    moveInto(draft, folder, writer);
    prune(join(place.cache, place.name), writer);
    return made;
  } finally {
    writer.discard(draft);
  }
}

const printedName = "printed.json";

/** How many versions of a product are kept: those of the chapters, and of what an author tried lately. */
const versionsKept = 40;

function isPrinted(value: unknown): value is Printed {
  return Array.isArray(value) && value.every((each) => isRecord(each) && typeof each["program"] === "string" && typeof each["text"] === "string");
}

/** Another process may have been faster; what it made is as good. */
function moveInto(draft: string, folder: string, writer: Writer): void {
  try {
    writer.rename(draft, folder);
  } catch (error) {
    if (!isSystemError(error) || !existsSync(join(folder, printedName))) throw error;
  }
}

function prune(folder: string, writer: Writer): void {
  const versions = readdirSync(folder).filter((name) => !name.endsWith(".draft")).map((name) => ({ name, time: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  for (const { name } of versions.toSorted((a, b) => b.time - a.time).slice(versionsKept)) writer.discard(join(folder, name));
}
