/**
 * `assets/margin.js`: room in the margin of a wide page. What runs into the margin, or has a label there, begins below the notes that stand in it, which leaves a
 * hole in the text where notes are long. Notes are moved up as far as the margin is free above them; where that is not enough, what follows
 * keeps to the column. Without this the page is whole, with its holes.
 */

/** What waits until the margin is free. */
const waiting = ":is(.listing, .output, .table, .formula).wide, .block, .full-figure";
/** What may stand higher than its place in the text. */
const movable = ".note, .aside, .mini-index";
/** Pixels of empty text that are let be. */
const small = 30;
/** Pixels above which what waits no longer does. */
const large = 84;

/** Does so, and again when the page becomes another: its width, its faces, what is unfolded. */
function settleMargin(): void {
  const isWide = matchMedia("(min-width: 60em)");
  const article = document.querySelector("article");
  if (article === null) return;
  let width = 0;
  const settle = (): void => {
    for (const each of article.querySelectorAll(".crowded")) each.classList.remove("crowded");
    for (const each of article.querySelectorAll<HTMLElement>(movable)) each.style.marginTop = "";
    if (isWide.matches) makeRoom(article);
  };
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    settle();
  });
  article.addEventListener("toggle", settle, true);
  document.addEventListener("settingchange", settle);
  settle();
  void document.fonts.ready.then(settle);
}

function makeRoom(article: Element): void {
  for (const hole of holesIn(article, small)) moveUp(hole);
  // each that no longer waits lets what follows rise, to where there may be another note
  for (let round = 0; round < 6; round += 1) {
    const holes = holesIn(article, large);
    if (holes.length === 0) return;
    for (const { below } of holes) below.classList.add("crowded");
  }
}

/** Empty text: how high it is, what it stands above, and the floats of the page before that, in their order. */
interface Hole {
  readonly height: number;
  readonly below: Element;
  readonly floats: readonly Box[];
  /** Pixels: the lowest point above the hole down to which something else fills the margin. */
  readonly filled: number;
}

interface Box {
  readonly element: HTMLElement;
  readonly top: number;
  /** With the margin below it. */
  readonly bottom: number;
}

function holesIn(article: Element, least: number): readonly Hole[] {
  const floats = [...article.querySelectorAll<HTMLElement>(".note, .aside, .margin, .margin-figure")].filter((each) => getComputedStyle(each).float === "right").map(boxOf);
  const holes: Hole[] = [];
  let filled = article.getBoundingClientRect().top;
  for (const below of article.querySelectorAll<HTMLElement>(waiting)) {
    const { clear, marginTop } = getComputedStyle(below);
    const { top, bottom } = below.getBoundingClientRect();
    if (top === bottom) continue;
    const above = flowBefore(below);
    if (clear === "right" && above !== null) {
      const { marginBottom } = getComputedStyle(above);
      const height = top - above.getBoundingClientRect().bottom - Math.max(parseFloat(marginTop), parseFloat(marginBottom));
      if (height > least) holes.push({ height, below, filled, floats: floats.filter(({ element }) => isBefore(element, below)) });
    }
    if (below.matches(".wide, .full-figure") && !below.matches(".crowded, :has(> details:not([open]))")) filled = bottom;
  }
  return holes;
}

/** Moves the floats up that stand against the hole, without a gap between them; nothing where one of them belongs where it is. */
function moveUp({ height, filled, floats }: Hole): void {
  const last = floats.at(-1);
  if (last === undefined || !last.element.matches(movable)) return;
  let first = floats.length - 1;
  while (touches(floats[first - 1], floats[first]) && floats[first - 1]?.element.matches(movable)) first -= 1;
  const moved = floats[first];
  if (moved === undefined) return;
  const free = moved.top - Math.max(filled, floats[first - 1]?.bottom ?? filled) - small / 2;
  const by = Math.min(height, free, moved.bottom - moved.top - 1);
  if (by > small / 2) moved.element.style.marginTop = `${parseFloat(getComputedStyle(moved.element).marginTop) - by}px`;
}

function touches(above: Box | undefined, below: Box | undefined): boolean {
  return above !== undefined && below !== undefined && below.top - above.bottom < small / 2;
}

function boxOf(element: HTMLElement): Box {
  const { top, bottom } = element.getBoundingClientRect();
  return { element, top, bottom: bottom + parseFloat(getComputedStyle(element).marginBottom) };
}

/** What stands above in the text itself. */
function flowBefore(element: Element): Element | null {
  let before = element.previousElementSibling;
  while (before !== null && (getComputedStyle(before).float !== "none" || getComputedStyle(before).position === "absolute" || before.getClientRects().length === 0)) before = before.previousElementSibling;
  return before;
}

function isBefore(one: Element, other: Element): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

settleMargin();
