/** The page of a whole file: its lines as they stand in `src/`, each leading to the place in the text that it comes from. */
import type { Token } from "../../highlight.ts";
import type { BookDocument, Page, ProgramFile, ProgramLine } from "../../tree.ts";
import { escapeHtml } from "../hast.ts";
import { frontHref, relativeHref } from "../links.ts";
import { shellHtml } from "../shell.ts";
import { codeLineHtml } from "../types/line.ts";
import { fileNames } from "../types/marks.ts";
import type { BookNames } from "../types/packedNames.ts";
import type { NameMark, Row } from "../types/shown.ts";
import { changeHref, fileHref, lineAnchor } from "./paths.ts";

/** What a file's page is made from. */
export interface FileSetting {
  readonly document: BookDocument;
  readonly names: BookNames;
  readonly lines: (file: ProgramFile) => readonly (readonly Token[])[];
  readonly contents: (href: string) => string;
}

/** The page, and what it shows of its names. */
export function filePage(file: ProgramFile, setting: FileSetting): { readonly href: string; readonly html: string; readonly rows: readonly Row[] } {
  const { document, names } = setting;
  const href = fileHref(document, file.path);
  if (href === null) throw new Error(`internal: ${file.path} is no file of the program`);
  const { marks, rows } = fileNames(file.path, names, (defined) => {
    const to = fileHref(document, defined.path);
    return to === null ? null : `${relativeHref(href, to)}#${lineAnchor(defined.line)}`;
  });
  const html = shellHtml(document, {
    href,
    title: file.path,
    description: "",
    kind: "section whole-file",
    trail: trailOf(document, file),
    previous: null,
    next: null,
    main: `${titleHtml(file, setting, href)}\n${codeHtml(file, { ...setting, href, marks })}`,
    contents: setting.contents(href),
    source: null,
  });
  return { href, html, rows };
}

function trailOf(document: BookDocument, file: ProgramFile): { href: string; text: string; className: string }[] {
  const book = { href: frontHref(document), text: document.meta.title, className: "book" };
  const program = document.programs.find(({ files }) => files.some(({ path }) => path === file.path));
  if (!program) return [book];
  const { number, opening } = program.chapter;
  return [book, { href: changeHref(document, program), text: number === null ? `The program of ${opening.titleText}` : `The program of Chapter ${number}`, className: "chapter" }];
}

/** The file's name, how long it is, and the sections that it comes from. */
function titleHtml(file: ProgramFile, { document }: FileSetting, href: string): string {
  const pages = [...new Set(file.lines.flatMap(({ part }) => (part === null ? [] : (document.targets.get(part)?.page ?? []))))];
  const places = pages.map((page) => `<a href="${escapeHtml(relativeHref(href, page.href))}">${escapeHtml(nameOf(page))}</a>`);
  const count = file.lines.length;
  const about = `${count} ${count === 1 ? "line" : "lines"}${places.length === 0 ? "" : `, written in ${places.join(", ")}`}. A line’s number leads to where the text explains it.`;
  const name = file.path.split("/").map(escapeHtml).join("/<wbr>");
  return `<header class="title">\n<h1><code>${name}</code></h1>\n</header>\n<p class="about-file">${about}</p>`;
}

function nameOf({ number, titleText }: Page): string {
  return number === null ? titleText : `${number} ${titleText}`;
}

interface CodeSetting extends FileSetting {
  readonly href: string;
  readonly marks: readonly NameMark[];
}

function codeHtml(file: ProgramFile, setting: CodeSetting): string {
  const coloured = setting.lines(file);
  const byLine = new Map<number, NameMark[]>();
  for (const mark of setting.marks) byLine.set(mark.line, [...(byLine.get(mark.line) ?? []), mark]);
  const lines = file.lines.map((_line, index) => {
    const code = codeLineHtml(coloured[index] ?? [], byLine.get(index) ?? []);
    const part = partOf(file.lines, index);
    const begins = part !== null && index > 0 && part !== partOf(file.lines, index - 1);
    return `<span class="line${begins ? " begins" : ""}" id="${lineAnchor(index)}">${numberHtml(part, index, begins, setting)}<span class="text">${code}</span>\n</span>`;
  });
  return `<div class="whole-listing"><pre tabindex="0"><code>${lines.join("")}</code></pre></div>`;
}

/** The name of a chunk, as a comment, belongs to the code under it. */
function partOf(lines: readonly ProgramLine[], index: number): string | null {
  const line = lines[index];
  if (!line || line.part === null || line.isWritten) return line?.part ?? null;
  return lines.slice(index).find(({ isWritten }) => isWritten)?.part ?? line.part;
}

/** One stop of the Tab key for each passage of the text; its other lines lead there by the pointer. */
function numberHtml(part: string | null, index: number, begins: boolean, { document, href }: CodeSetting): string {
  const target = part === null ? undefined : document.targets.get(part);
  const number = index + 1;
  if (!target) return `<span class="line-number">${number}</span>`;
  const to = `${relativeHref(href, target.page.href)}#${encodeURIComponent(target.id)}`;
  const section = target.page.number ?? target.page.titleText;
  const said = begins ? ` aria-label="line ${number}, from ${escapeHtml(section)}"` : ' tabindex="-1"';
  return `<a class="line-number" href="${escapeHtml(to)}" title="${escapeHtml(`${section}: ${target.label}`)}"${said}>${number}</a>`;
}
