/** The PDF edition: tree → pandoc's JSON → Typst → tagged PDF, in two volumes, the book and its companion. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hasErrors, type Diagnostic } from "../../tangle/index.ts";
import { cacheIn, keptUnder } from "../cache.ts";
import type { EditionJob, EditionResult } from "../edition.ts";
import { keptListings } from "../html/listings.ts";
import { anchorOf } from "../pandoc/hooks.ts";
import { keptConversions } from "../pandoc/kept.ts";
import { findPandoc, PANDOC_MISSING, type PandocPlaces } from "../pandoc/run.ts";
import type { BookDocument } from "../tree.ts";
import { walk } from "../walk.ts";
import { apartSource, pageOfProgram, type Apart } from "./apart.ts";
import { uncovered } from "./coverage.ts";
import { typstString } from "./escape.ts";
import { bookTexts, type GatheringText } from "./gatherings.ts";
import { spelledOut, unknownCharacters } from "./glyphs.ts";
import { keptPasses, type KeptPasses } from "./keptPasses.ts";
import { placeInBook, programTexts } from "./program.ts";
import { assertLinked, sessionsOf } from "./session.ts";
import { setAsideIn } from "./setAside.ts";
import { speak } from "./speech.ts";
import { createTypesetters } from "./typstApart.ts";
import { setVolume, type Gathering, type SetVolume } from "./volume.ts";

/**
 * Writes the book and, where it sets code aside, its companion, which is set first: the book prints the companion's pages, the companion
 * the book's sections. Formulas that cannot be set are errors at their places; without pandoc the edition is skipped.
 */
export async function writePdf(job: EditionJob, places: PandocPlaces = {}): Promise<EditionResult> {
  const pandoc = await findPandoc(places);
  if (pandoc === null) return { diagnostics: [], written: [], skipped: PANDOC_MISSING };
  const { document, root } = job;
  const kept = job.kept ?? keptUnder(root);
  const formulas = formulasOf(document);
  job.progress(`reading the book, speaking ${formulas.length} formulas`);
  const aside = setAsideIn(document);
  const newSession = sessionsOf(document, await keptListings(document.pages, kept, job.load), aside);
  const [spoken, texts] = await Promise.all([speak(formulas, cacheIn(kept)), bookTexts(document, aside, { pandoc: keptConversions(pandoc, cacheIn(kept)), newSession })]);
  const diagnostics = texts.flatMap(({ session }, index) => (index === 0 ? [] : session.diagnostics));
  if (hasErrors(diagnostics)) return { diagnostics, written: [] };
  const volume = async (name: Apart["volume"], own: readonly GatheringText[], elsewhere: Apart["places"]): Promise<Volume> => {
    // of each volume its own: a process keeps what it took until it ends
    const typesetters = createTypesetters(root);
    try {
      return await typeset({ root, document, name, texts: own, apart: elsewhere, spoken, passes: keptPasses(join(kept, "volumes", name), typesetters) });
    } finally {
      typesetters.close();
    }
  };
  if (aside.chapters.length > 0) job.progress("typesetting the program");
  const companion = aside.chapters.length === 0 ? null : await volume("program", programTexts(document, aside, newSession), placesInBook(document));
  job.progress("typesetting the book");
  const book = await volume("book", texts, new Map([...(companion?.anchors ?? [])].map(([id, { page }]) => [id, pageOfProgram(page)])));
  await writeFile(job.output, book.pdf);
  if (companion === null || job.companion === undefined) return { diagnostics: [...diagnostics, ...book.diagnostics], written: [job.output] };
  await writeFile(job.companion, companion.pdf);
  return { diagnostics: [...diagnostics, ...companion.diagnostics, ...book.diagnostics], written: [job.output, job.companion] };
}

/** What the companion calls each place of the book. */
function placesInBook({ targets }: BookDocument): Apart["places"] {
  return new Map([...targets].map(([id, { page }]) => [anchorOf(id), { name: placeInBook(page), order: 0 }]));
}

/** A finished PDF, with the places of its anchors, and the characters that no face has. */
interface Volume {
  readonly pdf: Buffer;
  readonly anchors: SetVolume["anchors"];
  readonly diagnostics: readonly Diagnostic[];
}

interface VolumeJob {
  readonly root: string;
  readonly document: BookDocument;
  readonly name: Apart["volume"];
  readonly texts: readonly GatheringText[];
  /** What is known of places in the other volume. */
  readonly apart: Apart["places"];
  readonly spoken: ReadonlyMap<string, string>;
  readonly passes: KeptPasses;
}

/** Typesets once, with characters that no face has spelled out; twice where only Typst can tell of one. */
async function typeset({ root, document, name, texts, apart, spoken, passes }: VolumeJob): Promise<Volume> {
  const sessions = texts.map(({ session }) => session);
  const own = new Set(sessions.flatMap(({ anchors }) => [...anchors]));
  const elsewhere = new Map([...apart].filter(([id]) => !own.has(id)));
  assertLinked(sessions, { volume: name, places: elsewhere });
  const missing = uncovered(texts.map(({ source }) => source).join(""), document);
  const gatherings = (characters: readonly string[]): readonly Gathering[] => texts.map(({ source, session, opensRight }) => {
    const { anchors, depth, formulas, links, pages } = session;
    const outside = [...links].filter((id) => !anchors.has(id) && !elsewhere.has(id));
    const places = new Map([...links].flatMap((id) => {
      const place = anchors.has(id) ? undefined : elsewhere.get(id);
      return place === undefined ? [] : [[id, place]];
    }));
    const files = new Map([["/template/apart.typ", apartSource({ volume: name, places })], ["/template/speech.typ", speechSource([...formulas.keys()], spoken)]]);
    return { job: { root, source: spelledOut(source, characters), files }, opensRight, depth, outside, printed: outside.filter((id) => pages.has(id)) };
  });
  const first = await setVolume(gatherings(missing), passes);
  const others = first.kind === "set" ? [] : first.characters;
  const set = first.kind === "set" ? first : await setVolume(gatherings([...missing, ...others]), passes);
  if (set.kind !== "set") throw new Error(`internal: no face has ${set.characters.join(" ")}`);
  if (set.warnings.length > 0) throw new Error(`internal: Typst warns: ${set.warnings.join("; ")}`);
  const named = name === "book" ? document.pages.map(({ id }) => anchorOf(id)) : [];
  const pdf = await passes.bound(set, { prefix: name === "book" ? "" : "P", named });
  passes.tidy();
  return { pdf, anchors: set.anchors, diagnostics: unknownCharacters([...missing, ...others], document) };
}

/** The distinct formulas, whose spoken forms take long to get ready. */
function formulasOf(document: BookDocument): readonly string[] {
  const formulas = new Set<string>();
  for (const page of document.pages) {
    for (const part of [page.tree, { type: "paragraph" as const, children: [...page.title] }]) {
      walk(part, (node) => {
        if (node.type === "inlineMath" || node.type === "bookMath") formulas.add(node.value);
      });
    }
  }
  return [...formulas];
}

/** The spoken forms in the order of the formulas' numbers. */
function speechSource(formulas: readonly string[], spoken: ReadonlyMap<string, string>): string {
  return `#let speech = (\n${formulas.map((latex) => `  ${typstString(spoken.get(latex) ?? latex)},`).join("\n")}\n)\n`;
}
