/** What a volume is told of the places in the other one: the book prints the companion's page numbers, the companion the book's sections. */
import { typstString } from "./escape.ts";

/** Which volume is set, and where the other one has an anchor. */
export interface Apart {
  readonly volume: "book" | "program";
  /** By anchor: `P12`, a page of the companion, or `§ 1.5` of the book. The number sorts it. */
  readonly places: ReadonlyMap<string, { readonly name: string; readonly order: number }>;
}

/** The page of the companion with this number. */
export function pageOfProgram(number: number): { readonly name: string; readonly order: number } {
  return { name: `P${number}`, order: number };
}

/** It as the template's file `apart.typ`. */
export function apartSource({ volume, places }: Apart): string {
  const entries = [...places].map(([id, { name, order }]) => `  ${typstString(id)}: (name: ${typstString(name)}, order: ${order}),`);
  return `#let volume = "${volume}"\n#let apart = (\n${entries.length === 0 ? ":" : entries.join("\n")}\n)\n`;
}
