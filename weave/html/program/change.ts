/** What a chapter does to the program: the files that it adds, changes and drops. */
import { structuredPatch } from "diff";
import type { BookDocument, DocumentChapter, DocumentProgram, ProgramFile } from "../../tree.ts";
import { escapeHtml } from "../hast.ts";
import { frontHref, relativeHref } from "../links.ts";
import { shellHtml } from "../shell.ts";
import { changeHref, fileHref } from "./paths.ts";

/** A chapter's program beside the one before it. */
export interface ProgramChange {
  readonly program: DocumentProgram;
  /** Whether there was a program before. */
  readonly isFirst: boolean;
  readonly added: readonly ProgramFile[];
  readonly changed: readonly ChangedFile[];
  readonly removed: readonly ProgramFile[];
}

/** A file that was there before, with its difference as lines that begin with a space, `+`, `-` or `@@`. */
export interface ChangedFile {
  readonly before: ProgramFile;
  readonly after: ProgramFile;
  readonly patch: readonly string[];
}

/** What each chapter changes, in the order of the book. */
export function changesOf({ programs }: Pick<BookDocument, "programs">): readonly ProgramChange[] {
  const changes = changesIn.get(programs) ?? changesBetween(programs);
  changesIn.set(programs, changes);
  return changes;
}

/** Programs never change, so that they are compared once. */
const changesIn = new WeakMap<BookDocument["programs"], readonly ProgramChange[]>();

function changesBetween(programs: BookDocument["programs"]): readonly ProgramChange[] {
  return programs.map((program, index): ProgramChange => {
    const before = new Map(programs[index - 1]?.files.map((file) => [file.path, file]));
    const after = new Set(program.files.map(({ path }) => path));
    return {
      program,
      isFirst: index === 0,
      added: program.files.filter(({ path }) => !before.has(path)),
      changed: program.files.flatMap((file) => changed(before.get(file.path), file)),
      removed: [...before.values()].filter(({ path }) => !after.has(path)),
    };
  });
}

function changed(before: ProgramFile | undefined, after: ProgramFile): readonly ChangedFile[] {
  if (!before || before === after) return [];
  const { hunks } = structuredPatch(before.path, after.path, written(before), written(after), undefined, undefined, { context: 3 });
  const patch = hunks.flatMap(({ oldStart, newStart, lines }) => [`@@ line ${oldStart}, now ${newStart} @@`, ...lines]);
  return patch.length === 0 ? [] : [{ before, after, patch }];
}

/** The lines of a file without those that are the same in every file. */
function written(file: ProgramFile): string {
  return file.lines.filter(({ part }) => part !== null).map(({ text }) => `${text}\n`).join("");
}

/** The sentence under a chapter's contents that leads to the page; "" for a chapter that leaves the program alone. */
export function changeSummary(document: BookDocument, chapter: DocumentChapter, from: string): string {
  const change = changesOf(document).find((each) => each.program.chapter.folder === chapter.folder);
  if (!change || isEmpty(change)) return "";
  const href = relativeHref(from, changeHref(document, change.program));
  return `<p class="program-change"><a href="${escapeHtml(href)}">What this chapter ${verb(change)} the program</a> <span class="count">${counts(change).join(", ")}</span></p>`;
}

function isEmpty({ added, changed: files, removed }: ProgramChange): boolean {
  return added.length + files.length + removed.length === 0;
}

function verb({ changed: files, removed }: ProgramChange): string {
  return files.length + removed.length === 0 ? "adds to" : "does to";
}

function counts({ added, changed: files, removed }: ProgramChange): readonly string[] {
  const kinds = [
    [added.length, "new"],
    [files.length, "changed"],
    [removed.length, "dropped"],
  ] as const;
  const first = kinds.filter(([count]) => count > 0).map(([count, kind], index) => `${count} ${kind}${index > 0 ? "" : count === 1 ? " file" : " files"}`);
  const lines = added.reduce((sum, file) => sum + linesIn(file), 0);
  return lines === 0 ? first : [...first, lineCount(lines)];
}

function linesIn(file: ProgramFile): number {
  return file.lines.filter(({ isWritten }) => isWritten).length;
}

function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** The page of a change. */
export function changePage(document: BookDocument, change: ProgramChange, contents: (href: string) => string): { readonly href: string; readonly html: string } {
  const { program } = change;
  const { chapter } = program;
  const href = changeHref(document, program);
  const name = chapter.number === null ? chapter.opening.titleText : `Chapter ${chapter.number}`;
  const title = `What ${name} ${verb(change)} the program`;
  const { opening } = chapter;
  const html = shellHtml(document, {
    href,
    title,
    description: "",
    kind: "section program",
    trail: [
      { href: frontHref(document), text: document.meta.title, className: "book" },
      { href: opening.href, text: opening.number === null ? opening.titleText : `${opening.number} ${opening.titleText}`, className: "chapter" },
    ],
    previous: null,
    next: null,
    main: `<header class="title">\n<h1>${escapeHtml(title)}</h1>\n</header>\n${aboutHtml(change)}\n${listsHtml(document, change, href)}`,
    contents: contents(href),
    source: null,
  });
  return { href, html };
}

function aboutHtml(change: ProgramChange): string {
  const all = change.isFirst ? " There was no program before it." : "";
  return `<p>${counts(change).join(", ")}.${all} Lines are counted as the text writes them; each file opens whole.</p>`;
}

function listsHtml(document: BookDocument, { added, changed: files, removed, isFirst }: ProgramChange, from: string): string {
  const named = (file: ProgramFile): string => {
    const to = fileHref(document, file.path);
    const name = `<code>${escapeHtml(file.path.slice(file.path.lastIndexOf("/") + 1))}</code>`;
    return to === null ? name : `<a href="${escapeHtml(relativeHref(from, to))}">${name}</a>`;
  };
  const item = (file: ProgramFile): string => `<li>${named(file)} <span class="count">${lineCount(linesIn(file))}</span></li>`;
  const sections = [
    section(isFirst && files.length === 0 ? "" : "New files", byFolder(added, item)),
    section("Changed files", byFolder(files.map(({ after }) => after), (after) => {
      const patch = files.find((each) => each.after === after)?.patch ?? [];
      const count = (sign: string): number => patch.filter((line) => line.startsWith(sign)).length;
      return `<li>${named(after)} <span class="count">${count("+")} added, ${count("-")} removed</span>\n${patchHtml(patch)}</li>`;
    })),
    section("Dropped files", byFolder(removed, item)),
  ];
  return sections.filter((each) => each !== "").join("\n");
}

function section(title: string, content: string): string {
  if (content === "") return "";
  return title === "" ? content : `<h2>${title}</h2>\n${content}`;
}

/** Files under the names of their folders. */
function byFolder(files: readonly ProgramFile[], item: (file: ProgramFile) => string): string {
  const folderOf = ({ path }: ProgramFile): string => path.slice(0, path.lastIndexOf("/") + 1);
  const folders = [...new Set(files.map(folderOf))].map((folder) => [folder, files.filter((file) => folderOf(file) === folder)] as const);
  return folders.map(([folder, own]) => `<div class="program-folder"><p class="folder"><code>${escapeHtml(folder)}</code></p>\n<ul class="program-files">\n${own.map(item).join("\n")}\n</ul></div>`).join("\n");
}

function lineCount(count: number): string {
  return `${thousands(count)} ${count === 1 ? "line" : "lines"}`;
}

/** The difference, folded; a line says by its sign which side it is from. */
function patchHtml(patch: readonly string[]): string {
  const lines = patch.map((line) => {
    const text = escapeHtml(`${line}\n`);
    if (line.startsWith("-")) return `<del>${text.replace("-", "−")}</del>`;
    if (line.startsWith("+")) return `<ins>${text}</ins>`;
    return `<span class="${line.startsWith("@@") ? "hunk" : "same"}">${text}</span>`;
  });
  return `<details class="fold"><summary>The difference</summary><pre class="difference" tabindex="0"><code>${lines.join("")}</code></pre></details>`;
}
