/** The book's gatherings as Typst: what stands before the text, and each chapter, with the title of the part that it begins. */
import { hasErrors } from "../../tangle/index.ts";
import { chapterOf, contextOf } from "../pandoc/ast.ts";
import type { PandocHooks } from "../pandoc/hooks.ts";
import type { Pandoc } from "../pandoc/run.ts";
import { PANDOC_API_VERSION, para, rawInline, type PandocBlock, type PandocDocument } from "../pandoc/syntax.ts";
import type { BookDocument, DocumentChapter, DocumentPart } from "../tree.ts";
import { typstMarkup, typstString } from "./escape.ts";
import { partAnchor, typstHooks } from "./hooks.ts";
import { bookMatter, bookSource, settings, titleAlone } from "./matter.ts";
import { prepare } from "./prepare.ts";
import { printed, type NewSession, type Session } from "./session.ts";
import type { SetAside } from "./setAside.ts";

/** The source of a gathering, with what was gathered while it was made. */
export interface GatheringText {
  readonly source: string;
  readonly session: Session;
  /** Whether it begins on a right page. */
  readonly opensRight: boolean;
}

/** All of them, in their order. What cannot be set is among the diagnostics of their sessions; then none has a source. */
export async function bookTexts(document: BookDocument, aside: SetAside, { pandoc, newSession }: { readonly pandoc: Pick<Pandoc, "convert">; readonly newSession: NewSession }): Promise<readonly GatheringText[]> {
  const front = newSession();
  const contents = prepare(pandocWith(contentsOf(document, front)), front);
  const chapters = document.parts.flatMap(chaptersIn).map(({ part, chapter, begins }) => {
    const session = newSession(part.title === null || begins ? 0 : 1);
    const hooks = typstHooks(session);
    const blocks = [...(begins ? hooks.part(part, document) : []), ...(chapter === null ? [] : chapterOf(chapter, levelIn(part), document, hooks))];
    return { session, opensRight: begins || (chapter !== null && chapter.number !== null), prepared: prepare(pandocWith(blocks), session) };
  });
  const said = chapters.some(({ session }) => hasErrors(session.diagnostics));
  const typst = async (prepared: ReturnType<typeof prepare>): Promise<string> =>
    said ? "" : Buffer.from(await pandoc.convert({ document: prepared, options: { to: "typst", wrap: "none" }, files: new Map() })).toString();
  const matter = bookMatter(document, await typst(contents), aside);
  return [
    { source: bookSource(settings(document.meta), matter), session: front, opensRight: true },
    ...await Promise.all(chapters.map(async ({ session, opensRight, prepared }) => ({ source: bookSource(titleAlone(document.meta), await typst(prepared)), session, opensRight }))),
  ];
}

const pandocWith = (blocks: readonly PandocBlock[]): PandocDocument => ({ "pandoc-api-version": PANDOC_API_VERSION, meta: {}, blocks });

/** A chapter with its part; a part that has none yet is its title alone. */
interface InPart {
  readonly part: DocumentPart;
  readonly chapter: DocumentChapter | null;
  /** Whether the title of the part stands before it. */
  readonly begins: boolean;
}

function chaptersIn(part: DocumentPart): readonly InPart[] {
  const chapters: readonly (DocumentChapter | null)[] = part.chapters.length === 0 && part.title !== null ? [null] : part.chapters;
  return chapters.map((chapter, index) => ({ part, chapter, begins: index === 0 && part.title !== null }));
}

/** Pandoc's level of a part's chapters. */
const levelIn = (part: DocumentPart): number => (part.title === null ? 1 : 2);

/** The lines of the contents: parts, chapters and sections, with their pages. */
function contentsOf(document: BookDocument, session: Session): readonly PandocBlock[] {
  const hooks: PandocHooks = typstHooks(session);
  const line = (role: string, id: string, number: string | null, title: ReturnType<ReturnType<typeof contextOf>["inlines"]>): PandocBlock => para([
    rawInline("typst", `#contents-entry("${role}", ${printed(id, session)}${number === null ? "" : `, number: ${typstString(number)}`})[`), ...title, rawInline("typst", "];"),
  ]);
  const chapter = ({ opening, sections }: DocumentChapter): readonly PandocBlock[] => [opening, ...sections].map((page) =>
    line(page === opening ? "chapter" : "section", page.id, page.number, contextOf(page, 1, { document, hooks }).inlines(page.title)));
  return document.parts.flatMap((part) => [
    ...(part.title === null ? [] : [line("part", partAnchor(part), null, [rawInline("typst", typstMarkup(part.title))])]),
    ...part.chapters.flatMap(chapter),
  ]);
}
