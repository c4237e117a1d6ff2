/** Links inside the book, whose one text is cut into files: `#id` becomes `file.xhtml#id` where the id stands in another file. */

/** The same pages, by name of file, with every internal link leading to where its id is. Throws if an id is nowhere or in two places. */
export function linked(pages: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const places = idPlaces(pages);
  return new Map([...pages].map(([file, page]) => [file, page.replace(/(<a\b[^>]* href=")#([^"]+)"/g, (_, open: string, id: string) => `${open}${address(id, file, places)}"`)]));
}

/** The file that each id stands in. */
export function idPlaces(pages: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const [file, page] of pages) {
    for (const [, id = ""] of page.matchAll(/<[^>]*? id="([^"]+)"/g)) {
      const other = places.get(id);
      if (other !== undefined) throw new Error(`internal: the id ${id} is set twice in the EPUB, in ${other} and ${file}`);
      places.set(id, file);
    }
  }
  return places;
}

function address(id: string, file: string, places: ReadonlyMap<string, string>): string {
  const place = places.get(id);
  if (place === undefined) throw new Error(`internal: a link in ${file} leads to ${id}, which is nowhere in the EPUB`);
  return place === file ? `#${id}` : `${place}#${id}`;
}
