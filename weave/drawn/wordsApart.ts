/**
 * The words of a drawing, moved where they would stand over each other. They are placed before their data are known, and by
 * another measure on a phone, so that no author can see all collisions.
 */
import { movedApart, type Surroundings } from "./apart.ts";
import { partsOf } from "./parts.ts";

/** The source of a drawing's elements with its words apart; the same text where none is over another. */
export function wordsApart(content: string, extent: Surroundings["extent"]): string {
  const { words, dots } = partsOf(content);
  const moves = movedApart(words, { extent, dots });
  return words.reduceRight((text, { at }, i) => `${text.slice(0, at)}${shifted(text.slice(at), moves[i] ?? [0, 0])}`, content);
}

/** The text, with the first of its elements moved. */
function shifted(text: string, [dx, dy]: readonly [number, number]): string {
  if (dx === 0 && dy === 0) return text;
  const move = `translate(${rounded(dx)} ${rounded(dy)})`;
  return text.replace(/^<text[^>]*>/, (tag) => (/\stransform="/.test(tag) ? tag.replace(/\stransform="/, (start) => `${start}${move} `) : tag.replace("<text", `<text transform="${move}"`)));
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
