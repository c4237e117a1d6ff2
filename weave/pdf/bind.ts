/** Gatherings → one volume: their pages in a row, one outline, one tree of tags, links from one into another. Each is a PDF of Typst's, of which the objects are numbered anew. */
import { sha256 } from "../../tangle/index.ts";
import { numberIn, outsideStrings, pdfString, readPdf, referencesIn, writePdfFile, type PdfFile, type PdfObject } from "./pdfFile.ts";
import type { AnchorPlace, SetGathering, SetVolume } from "./volume.ts";

/** What a volume is besides its gatherings. */
export interface Binding {
  /** What stands before the number of a page. */
  readonly prefix: string;
  /** Anchors by which another document may lead to a place: `book.pdf#adam`. */
  readonly named: readonly string[];
}

/** Binds a volume. What it says of itself, its title and its authors, is what the first gathering says. */
export function bound({ gatherings, anchors }: SetVolume, { prefix, named }: Binding): Buffer {
  const files = gatherings.map(({ pdf }) => readPdf(pdf));
  const objects: (PdfObject | null)[] = [];
  const reserve = (): number => objects.push(null);
  const put = (number: number, text: string, stream: Uint8Array | null = null): void => void (objects[number - 1] = { text, stream });
  const add = (text: string): number => {
    const number = reserve();
    put(number, text);
    return number;
  };
  const own: Own = { catalog: reserve(), pages: reserve(), tags: reserve(), everything: reserve(), outline: reserve(), labels: reserve(), info: reserve(), metadata: reserve() };
  const bindings = files.map((file, index) => numbered(file, gatherings[index]?.skipped ?? 0, own, reserve));

  // the pages, in their places
  const pages: number[] = [];
  const mediaBox = /\/MediaBox \[[^\]]*\]/.exec(files[0]?.objects.get(bindings[0]?.pages[0] ?? 0)?.text ?? "")?.[0] ?? "";
  gatherings.forEach(({ first }, index) => {
    while (pages.length < first - 1) pages.push(add(`<< /Type /Page /Resources << >> ${mediaBox} /Parent ${own.pages} 0 R >>`));
    for (const page of bindings[index]?.pages ?? []) pages.push(bindings[index]?.numbers.get(page) ?? 0);
  });
  const height = Number(/ ([\d.]+)\]$/.exec(mediaBox)?.[1]);
  const placeOf = (id: string): AnchorPlace => anchors.get(id) ?? lost(id);
  const destination = ({ page, x, y }: AnchorPlace): string => `[${pages[page - 1] ?? own.pages} 0 R /XYZ ${short(x)} ${short(height - Math.max(0, y - ABOVE))} 0]`;

  const parents: string[] = [];
  const tags: (readonly number[])[] = [];
  const outline: OutlineItem[] = [];
  let tagged = 0;
  gatherings.forEach((gathering, index) => {
    const [file, binding] = [files[index], bindings[index]];
    if (file === undefined || binding === undefined) return;
    const renumbered = (text: string): string => outsideStrings(text, (part) => part.replace(/(\d+) 0 R|\/(StructParents?) (\d+)|\/S \/H(\d)/g, (whole, reference?: string, entry?: string, key?: string, level?: string) => {
      if (reference !== undefined) return `${binding.numbers.get(Number(reference)) ?? 0} 0 R`;
      if (entry !== undefined) return `/${entry} ${Number(key) + tagged}`;
      return level === undefined ? whole : `/S /H${Math.min(6, Number(level) + gathering.depth)}`;
    }));
    for (const [number, { text, stream }] of file.objects) {
      const goal = binding.kept.has(number) ? binding.numbers.get(number) : undefined;
      if (goal !== undefined) put(goal, text.includes("/Subtype /Link") ? linkOf(renumbered(text), gathering) : stream === null || text.includes(" 0 R") ? renumbered(text) : text, stream);
    }
    const tree = file.objects.get(numberIn(catalogOf(file), "StructTreeRoot"))?.text ?? "";
    for (const [, key, array] of (/\/Nums \[[^\]]*\]/.exec(tree)?.[0] ?? "").matchAll(/(\d+) (\d+) 0 R/g)) parents.push(`${Number(key) + tagged} ${binding.numbers.get(Number(array)) ?? 0} 0 R`);
    const kids = /\/K \[([^\]]*)\]/.exec(file.objects.get(binding.everything)?.text ?? "")?.[1] ?? "";
    tags.push(referencesIn(kids).map((number) => binding.numbers.get(number) ?? 0));
    tagged += Number(/\/ParentTreeNextKey (\d+)/.exec(tree)?.[1] ?? 0);
    let below = outline;
    for (let depth = 0; depth < gathering.depth; depth++) below = below.at(-1)?.below ?? below;
    below.push(...outlineOf(file, binding));
  });

  function linkOf(text: string, { outside, first, skipped }: SetGathering): string {
    const number = /\/URI \(gathering:(\d+)\)/.exec(text)?.[1];
    const place = number === undefined ? null : placeOf(outside[Number(number)] ?? "");
    const led = place === null ? text : text.replace(/\/A <<[^>]*>>/, `/Dest ${destination(place)}`);
    const page = place?.page ?? Number(/\/Contents \(page (\d+)\)/.exec(text)?.[1]) - skipped + first - 1;
    return Number.isNaN(page) ? led : led.replace(/\/Contents \((?:page|gathering:)[^)]*\)/, `/Contents (page ${prefix}${page})`);
  }

  /** In the first gathering links that stand in no paragraph are the lines of the contents: they get the tags of a table of contents. */
  function withContents(elements: readonly number[] = []): readonly number[] {
    const isLine = (element: number): boolean => objects[element - 1]?.text.includes("/S /Link") === true;
    const [table, lines] = [reserve(), elements.filter(isLine)];
    const entries = lines.map((line) => {
      const [entry, reference] = [reserve(), reserve()];
      put(entry, `<< /Type /StructElem /S /TOCI /P ${table} 0 R /K [${reference} 0 R] >>`);
      put(reference, `<< /Type /StructElem /S /Reference /P ${entry} 0 R /K [${line} 0 R] >>`);
      put(line, (objects[line - 1]?.text ?? "").replace(`/P ${own.everything} 0 R`, `/P ${reference} 0 R`));
      return entry;
    });
    put(table, `<< /Type /StructElem /S /TOC /P ${own.everything} 0 R /K [${entries.map((entry) => `${entry} 0 R`).join(" ")}] >>`);
    const first = elements.findIndex(isLine);
    return lines.length === 0 ? elements : [...elements.slice(0, first), table, ...elements.slice(first).filter((element) => !isLine(element))];
  }

  const [front] = files;
  const roles = /\/RoleMap <<[^>]*>>/.exec(front?.objects.get(numberIn(catalogOf(front), "StructTreeRoot"))?.text ?? "")?.[0] ?? "";
  put(own.pages, `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((page) => `${page} 0 R`).join(" ")}] >>`);
  put(own.tags, `<< /Type /StructTreeRoot ${roles} /K [${own.everything} 0 R] /ParentTree << /Nums [${parents.join(" ")}] >> /ParentTreeNextKey ${tagged} >>`);
  put(own.everything, `<< /Type /StructElem /S /Document /P ${own.tags} 0 R /K [${[...withContents(tags[0]), ...tags.slice(1).flat()].map((tag) => `${tag} 0 R`).join(" ")}] >>`);
  put(own.labels, `<< /Nums [0 << /Type /PageLabel /S /D${prefix === "" ? "" : ` /P ${pdfString(prefix)}`} >>] >>`);
  putOutline(outline, own.outline, { reserve, put });
  const names = named.filter((id) => anchors.has(id) && /^[!-~]+$/.test(id)).toSorted((a, b) => (a < b ? -1 : 1)).map((id) => `${pdfString(id)} ${destination(placeOf(id))}`);
  put(own.catalog, [
    catalogEntries(front), `/Pages ${own.pages} 0 R /Metadata ${own.metadata} 0 R /PageLabels ${own.labels} 0 R /StructTreeRoot ${own.tags} 0 R /Outlines ${own.outline} 0 R`,
    `/Names << /Dests << /Names [${names.join(" ")}] >> >> >>`,
  ].join(" "));
  put(own.info, front?.objects.get(front.info)?.text ?? "<< >>");
  const metadata = metadataOf(front, pages.length, sha256(JSON.stringify(gatherings.map(({ pdf, first }) => [first, sha256(pdf)]))));
  put(own.metadata, `<< /Type /Metadata /Subtype /XML /Length ${metadata.xml.length} >>`, metadata.xml);
  return writePdfFile(objects.map((object) => object ?? { text: "null", stream: null }), { root: own.catalog, info: own.info, ids: metadata.ids });
}

/** How far above an anchor a reader is shown the page, in points, as Typst has it. */
const ABOVE = 10;

const short = (points: number): string => String(Math.round(points * 1000) / 1000);

function lost(id: string): never {
  throw new Error(`internal: nothing in the volume is called ${id}`);
}

/** The volume's own objects, in place of those of each gathering. */
interface Own {
  readonly catalog: number;
  readonly pages: number;
  readonly tags: number;
  /** The element that all tags are in. */
  readonly everything: number;
  readonly outline: number;
  readonly labels: number;
  readonly info: number;
  readonly metadata: number;
}

/** A gathering's objects, with their numbers in the volume. */
interface Numbered {
  readonly numbers: ReadonlyMap<number, number>;
  /** Those that are bound; others are the volume's own. */
  readonly kept: ReadonlySet<number>;
  /** Its pages that are bound, by their old numbers. */
  readonly pages: readonly number[];
  readonly everything: number;
}

const textAt = (file: PdfFile, number: number): string => file.objects.get(number)?.text ?? "";
const catalogOf = (file: PdfFile | undefined): string => (file === undefined ? "" : textAt(file, file.root));

function numbered(file: PdfFile, skipped: number, own: Own, reserve: () => number): Numbered {
  const catalog = catalogOf(file);
  const [pageTree, tags, labels] = [numberIn(catalog, "Pages"), numberIn(catalog, "StructTreeRoot"), numberIn(catalog, "PageLabels")];
  const everything = referencesIn(/\/K \[[^\]]*\]/.exec(textAt(file, tags))?.[0] ?? "")[0] ?? 0;
  const pages = referencesIn(/\/Kids \[[^\]]*\]/.exec(textAt(file, pageTree))?.[0] ?? "");
  const blank = pages.slice(0, skipped);
  const outline = /\/Outlines (\d+) 0 R/.exec(catalog)?.[1];
  const numbers = new Map([[pageTree, own.pages], [tags, own.tags], [everything, own.everything]]);
  const left = new Set([
    file.root, file.info, numberIn(catalog, "Metadata"), labels, ...referencesIn(textAt(file, labels)),
    ...blank, ...blank.flatMap((page) => referencesIn(/\/Contents \d+ 0 R/.exec(textAt(file, page))?.[0] ?? "")), ...(outline === undefined ? [] : itemsBelow(file, Number(outline))), ...numbers.keys(),
  ]);
  const kept = new Set([...file.objects.keys()].filter((number) => !left.has(number)));
  for (const number of kept) numbers.set(number, reserve());
  return { numbers, kept, pages: pages.slice(skipped), everything };
}

/** A title in the outline, with the object that says where it leads. */
interface OutlineItem {
  /** As a string of PDF. */
  readonly title: string;
  readonly goal: number;
  readonly below: OutlineItem[];
}

/** An outline's own object, and those of its titles. */
function itemsBelow(file: PdfFile, number: number): readonly number[] {
  return [number, ...childrenOf(file, number).flatMap((child) => itemsBelow(file, child))];
}

function childrenOf(file: PdfFile, parent: number): readonly number[] {
  const children: number[] = [];
  const entry = (text: string, name: string): string | undefined => new RegExp(`\\n  /${name} (\\d+) 0 R`).exec(text)?.[1];
  for (let next = entry(textAt(file, parent), "First"); next !== undefined; next = entry(textAt(file, Number(next)), "Next")) children.push(Number(next));
  return children;
}

function outlineOf(file: PdfFile, { numbers }: Numbered): OutlineItem[] {
  const outline = /\/Outlines (\d+) 0 R/.exec(catalogOf(file))?.[1];
  const itemsOf = (parent: number): OutlineItem[] => childrenOf(file, parent).map((child) => {
    const [, title = "()", goal] = /\n  \/Title ([^]*)\n  \/Dest (\d+) 0 R/.exec(textAt(file, child)) ?? [];
    return { title, goal: numbers.get(Number(goal)) ?? 0, below: itemsOf(child) };
  });
  return outline === undefined ? [] : itemsOf(Number(outline));
}

/** Writes the titles below a title or the outline itself, closed below the first. */
function putOutline(items: readonly OutlineItem[], root: number, { reserve, put }: { readonly reserve: () => number; readonly put: (number: number, text: string) => void }): void {
  const range = (numbers: readonly number[]): string => (numbers.length === 0 ? "" : ` /First ${numbers[0]} 0 R /Last ${numbers.at(-1)} 0 R`);
  const putBelow = (below: readonly OutlineItem[], parent: number): readonly number[] => {
    const numbers = below.map(reserve);
    below.forEach(({ title, goal, below: inner }, index) => {
      const number = numbers[index] ?? 0;
      const children = putBelow(inner, number);
      const beside = `${index === 0 ? "" : ` /Prev ${numbers[index - 1]} 0 R`}${index + 1 === below.length ? "" : ` /Next ${numbers[index + 1]} 0 R`}`;
      put(number, `<< /Parent ${parent} 0 R${beside}${range(children)}${children.length === 0 ? "" : ` /Count -${children.length}`} /Title ${title} /Dest ${goal} 0 R >>`);
    });
    return numbers;
  };
  const first = putBelow(items, root);
  put(root, `<< /Type /Outlines${range(first)} /Count ${first.length} >>`);
}

/** What the catalog says that is no object: the language, that all is tagged, that the title is shown. It is left open. */
function catalogEntries(front: PdfFile | undefined): string {
  const catalog = catalogOf(front);
  return `<< /Type /Catalog ${["Lang \\([^)]*\\)", "MarkInfo <<[^>]*>>", "ViewerPreferences <<[^>]*>>"].map((entry) => new RegExp(`/${entry}`).exec(catalog)?.[0] ?? "").join(" ")}`;
}

/** The description of the document, with the number of the volume's pages and a name of this very content. */
function metadataOf(front: PdfFile | undefined, pages: number, hash: string): { readonly xml: Buffer; readonly ids: readonly [string, string] } {
  const stream = front === undefined ? null : front.objects.get(numberIn(catalogOf(front), "Metadata"))?.stream;
  const instance = Buffer.from(hash.slice(0, 32), "hex").toString("base64");
  const xml = Buffer.from(stream ?? []).toString()
    .replace(/(<xmpTPg:NPages>)\d+/, `$1${pages}`)
    .replace(/(<xmpMM:InstanceID>)[^<]*/, `$1${instance}`);
  return { xml: Buffer.from(xml), ids: [/<xmpMM:DocumentID>([^<]*)/.exec(xml)?.[1] ?? instance, instance] };
}
