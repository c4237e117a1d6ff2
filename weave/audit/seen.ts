/** What measures have seen of the pages: what is known of those that are as they were, and what is seen now of the others. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KeptAnswers, Question } from "./kept.ts";
import { isMet, type InBrowser, type Origin, type PageMeasure, type Seen, type SeenPage, type Site } from "./measure.ts";
import { inParallel } from "./parallel.ts";
import { openTab, type LoadedPage, type Tab } from "./visits.ts";

/** Asks every measure about each of its pages; its answers, in the order of the pages. */
export async function seenBy(site: Site, measures: readonly PageMeasure[], answers: KeptAnswers): Promise<ReadonlyMap<PageMeasure, readonly SeenPage[]>> {
  const questions = questionsOf(site, measures);
  const seen = new Map<Question, Seen>();
  for (const question of questions) {
    const known = answers.find(question);
    if (known !== null) seen.set(question, known);
  }
  if (seen.size > 0) site.tell(`${seen.size} of ${questions.length} looks at a page are spared: all that it loads is as it was`);
  const open = questions.filter((question) => !seen.has(question));
  const answered = (question: Question, found: Seen, asked: Iterable<string>): void => {
    seen.set(question, found);
    if (meetsAims(site, question, found)) answers.keep(question, found, asked);
    tellOf(site, question, found);
  };
  lookInFiles(site, open, answered);
  await lookInBrowser(site, open, answered);
  return new Map(measures.map((measure) => [measure, questions.flatMap((question) => (question.measure === measure ? seenPage(question, seen.get(question)) : []))]));
}

/** Told each answer as soon as it is known. */
type Answered = (question: Question, seen: Seen, asked: Iterable<string>) => void;

function questionsOf(site: Site, measures: readonly PageMeasure[]): readonly Question[] {
  const texts = new Map<string, string>();
  const textOf = (page: string): string => {
    const text = texts.get(page) ?? readFileSync(join(site.folder, page), "utf8");
    texts.set(page, text);
    return text;
  };
  return measures.flatMap((measure) => {
    const variants = measure.variants?.(site) ?? [];
    const from: readonly Origin[] = measure.look.in === "browser" ? measure.look.from : ["disk"];
    return site.pages.flatMap((page, index) => (measure.isFor?.(textOf(page)) === false ? [] : from.map((each): Question => ({ measure, page, from: each, variant: variants[index] ?? "" }))));
  });
}

function seenPage({ page, from }: Question, seen: Seen | undefined): readonly SeenPage[] {
  return seen === undefined ? [] : [{ ...seen, page, from }];
}

/** Whether all would be well if there were no other page. */
function meetsAims(site: Site, question: Question, seen: Seen): boolean {
  // what is not exact depends on the machine, and is no better at a second look
  return question.measure.findings(site, seenPage(question, seen)).every((finding) => finding.aim?.exact === false || isMet(finding));
}

function tellOf(site: Site, { measure, page }: Question, { places }: Seen): void {
  if (places.length === 0) return;
  site.tell(`${measure.name}: ${page}: ${places.length} found`);
  for (const place of places) site.tell(`  ${place}`);
}

function lookInFiles(site: Site, open: readonly Question[], answered: Answered): void {
  for (const measure of new Set(open.map((question) => question.measure))) {
    if (measure.look.in !== "files") continue;
    const own = open.filter((question) => question.measure === measure);
    const found = measure.look.pages(site, own.map(({ page }) => page));
    for (const [index, question] of own.entries()) answered(question, found[index] ?? { amount: 0, places: [] }, []);
  }
}

/** One look at a page in a tab, for a question. */
interface Look {
  readonly question: Question;
  readonly look: InBrowser;
}

/** Page by page, in as many tabs as there are cores; all that is asked of a page as it is loaded in one way is looked at together. */
async function lookInBrowser(site: Site, open: readonly Question[], answered: Answered): Promise<void> {
  const visits = new Map<string, Look[]>();
  for (const question of open) {
    const { page, from, measure: { look } } = question;
    if (look.in !== "browser") continue;
    const way = JSON.stringify([from, look.width, page]);
    visits.set(way, [...(visits.get(way) ?? []), { question, look }]);
  }
  const tabs: Tab[] = [];
  let done = 0;
  try {
    await inParallel([...visits.values()], async (looks, worker) => {
      site.progress(`looking at pages: ${looks[0]?.question.page}, ${done} of ${visits.size} done`);
      await visit(site, { tab: (tabs[worker] ??= openTab(site)), looks }, answered);
      done += 1;
    });
  } finally {
    await Promise.all(tabs.map((tab) => tab.close()));
  }
}

/** The page is loaded once, and again for each look that needs a fresh one. */
async function visit(site: Site, { tab, looks }: { readonly tab: Tab; readonly looks: readonly Look[] }, answered: Answered): Promise<void> {
  const [first, ...others] = looks.filter(({ look }) => look.fresh);
  const ordered = [...(first === undefined ? [] : [first]), ...looks.filter(({ look }) => !look.fresh), ...others];
  let loaded: LoadedPage | null = null;
  for (const { question, look } of ordered) {
    const { page, from, variant } = question;
    if (loaded === null || look.fresh) loaded = await tab.load(page, { from, width: look.width });
    const seen = await look.page({ site, page, variant, tab: loaded.tab, asked: loaded.asked });
    answered(question, seen, loaded.askedSince());
  }
}
