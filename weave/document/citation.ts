/** How works are cited in the text and listed in the bibliography: author and year. */
import type { PhrasingContent } from "mdast";
import type { Name, Work } from "./bibliography.ts";
import { text } from "../walk.ts";

/** A cited work with what the text calls it. */
export interface Cited {
  readonly work: Work;
  /** "Shannon", "Kaplan and McCandlish", "Bengio et al." */
  readonly authors: string;
  /** "1948", "1948a" where two works would be the same, "n.d." */
  readonly year: string;
}

/** The cited works in the order of the bibliography, with years told apart. */
export function citedWorks(works: Iterable<Work>): readonly Cited[] {
  const plain = [...works].map((work) => ({ work, authors: shortAuthors(work), year: work.year ?? "n.d." }));
  plain.sort((a, b) => compare(sortKey(a), sortKey(b)));
  const groups = groupsOf(plain);
  return plain.map((each) => {
    const same = groups.get(`${each.authors}|${each.year}`) ?? [];
    return same.length < 2 ? each : { ...each, year: each.year + letter(same.indexOf(each)) };
  });
}

/** An entry of the bibliography. */
export function bibliographyEntry({ work, year }: Cited): PhrasingContent[] {
  const head = longAuthors(work.authors.length > 0 ? work.authors : work.editors);
  const start = head === "" ? [] : [text(`${sentence(head + (work.authors.length === 0 ? editorMark(work) : ""))} `)];
  const content = [text(`${sentence(year)} `), ...body(work), ...address(work)];
  return joined([...start, ...content]);
}

function groupsOf(works: readonly Cited[]): ReadonlyMap<string, readonly Cited[]> {
  const groups = new Map<string, Cited[]>();
  for (const each of works) {
    const key = `${each.authors}|${each.year}`;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

function shortAuthors(work: Work): string {
  const [first, second, third] = work.authors.length > 0 ? work.authors : work.editors;
  if (!first) return work.fields.get("title-short") ?? work.fields.get("title") ?? work.key;
  if (!second) return first.family;
  return third ? `${first.family} et al.` : `${first.family} and ${second.family}`;
}

function longAuthors(names: readonly Name[]): string {
  const [first, ...others] = names;
  if (!first) return "";
  const inverted = first.given === null ? first.family : `${first.family}, ${first.given}`;
  return phrase([inverted, ...others.map(plainName)]);
}

function plainName({ family, given }: Name): string {
  return given === null ? family : `${given} ${family}`;
}

/** "a", "a and b", "a, b, and c". */
function phrase(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  const comma = names.length > 2 || names[0]?.includes(",") ? "," : "";
  return `${names.slice(0, -1).join(", ")}${comma} and ${names.at(-1)}`;
}

function editorMark(work: Work): string {
  return work.editors.length === 1 ? ", ed" : work.editors.length > 1 ? ", eds" : "";
}

/** What kinds of works print between the year and the address. */
function body(work: Work): PhrasingContent[] {
  const get = (name: string): string => work.fields.get(name) ?? "";
  switch (work.type) {
    case "article-journal":
    case "article-magazine":
    case "article-newspaper":
      return [quoted(work), ...container("", get("container-title"), `${issue(work)}${after(": ", get("page"))}`)];
    case "paper-conference":
    case "chapter":
    case "entry-encyclopedia":
      return [quoted(work), ...container("In ", get("container-title"), `${editedBy(work)}${after(", ", get("page"))}`), ...plain(publisher(work))];
    case "book":
      return [italicTitle(work), ...plain(edition(get("edition"))), ...plain(publisher(work))];
    case "thesis":
      return [quoted(work), ...plain([get("genre") || "Thesis", get("publisher")].filter(Boolean).join(", "))];
    case "report":
      return [quoted(work), ...plain(`${get("genre")}${after(" ", get("number"))}`.trim()), ...plain(publisher(work))];
    case "webpage":
    case "post-weblog":
      return [quoted(work), ...container("", get("container-title"), ""), ...plain(after("Accessed ", get("accessed")))];
    default:
      return [quoted(work), ...container("", get("container-title"), issue(work)), ...plain(`${get("genre")}${after(" ", get("number"))}`.trim()), ...plain(publisher(work))];
  }
}

/** “Title.” with its end mark inside the quotes. */
function quoted(work: Work): PhrasingContent {
  return text(`“${sentence(work.fields.get("title") ?? "")}” `);
}

function italicTitle(work: Work): PhrasingContent {
  return { type: "emphasis", children: [text(sentence(work.fields.get("title") ?? ""))] };
}

function container(before: string, name: string, rest: string): PhrasingContent[] {
  if (name === "") return plain(rest.replace(/^[,:]? /, ""));
  return [text(before), { type: "emphasis", children: [text(name)] }, text(`${sentence(rest) || "."} `)];
}

function plain(words: string): PhrasingContent[] {
  return words === "" ? [] : [text(` ${sentence(words)} `)];
}

/** " 27 (3)". */
function issue(work: Work): string {
  const number = work.fields.get("issue");
  return `${after(" ", work.fields.get("volume"))}${number ? ` (${number})` : ""}`;
}

function editedBy(work: Work): string {
  return work.authors.length > 0 && work.editors.length > 0 ? `, edited by ${phrase(work.editors.map(plainName))}` : "";
}

function edition(written: string): string {
  if (!/^\d+$/.test(written)) return written;
  const endings: Readonly<Record<string, string>> = { "1": "st", "2": "nd", "3": "rd" };
  const teen = /1\d$/.test(written);
  return `${written}${teen ? "th" : (endings[written.slice(-1)] ?? "th")} ed`;
}

function publisher(work: Work): string {
  return [work.fields.get("publisher-place"), work.fields.get("publisher")].filter(Boolean).join(": ");
}

function address(work: Work): PhrasingContent[] {
  const doi = work.fields.get("DOI")?.replace(/^https?:\/\/(?:dx\.)?doi\.org\//, "");
  const url = doi ? `https://doi.org/${doi}` : work.fields.get("URL");
  return url ? [text(" "), { type: "link", url, children: [text(url)] }, text(".")] : [];
}

function after(before: string, value: string | undefined): string {
  return value ? `${before}${value.replace(/(\d)-(?=\d)/g, "$1–")}` : "";
}

/** The words with a full stop at the end, unless they end with a mark already. */
function sentence(words: string): string {
  return words === "" || /[.?!]$/.test(words) ? words : `${words}.`;
}

/** Neighbouring texts as one, spaces single, none at either end. */
function joined(content: readonly PhrasingContent[]): PhrasingContent[] {
  const list: PhrasingContent[] = [];
  for (const node of content) {
    const last = list.at(-1);
    if (node.type === "text" && last?.type === "text") list.splice(-1, 1, text(last.value + node.value));
    else list.push(node);
  }
  return list.flatMap((node, index): PhrasingContent[] => {
    if (node.type !== "text") return [node];
    let value = node.value.replace(/ +/g, " ");
    if (index === 0) value = value.trimStart();
    if (index === list.length - 1) value = value.trimEnd();
    return value === "" ? [] : [text(value)];
  });
}

function sortKey({ authors, year, work }: Cited): string {
  const names = (work.authors.length > 0 ? work.authors : work.editors).map((name) => `${name.family} ${name.given ?? ""}`).join(" ");
  return fold(`${names || authors}|${year}|${work.fields.get("title") ?? ""}|${work.key}`);
}

// Comparing without accents by code units gives the same order on every machine.
function fold(words: string): string {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function letter(index: number): string {
  return String.fromCharCode("a".charCodeAt(0) + index);
}
