/** What the book prints under a live cell, and how a run's output takes its place. */

/** Text, tables, drawings and images under a listing. */
export class PrintedOutput {
  /** What each drawing was made of, as a checksum; null for one of which that is not known. */
  readonly sources: readonly (string | null)[];
  private readonly listing: HTMLElement;
  private readonly elements: readonly HTMLElement[];

  constructor(listing: HTMLElement) {
    this.listing = listing;
    this.elements = printedAfter(listing);
    this.sources = this.elements.flatMap((each) => [...each.querySelectorAll<HTMLElement>(".drawing")].map(({ dataset }) => dataset["source"] ?? null));
  }

  /** Puts an element where all this stands. */
  giveWayTo(element: HTMLElement): void {
    const [first, ...rest] = this.elements;
    if (first === undefined) return this.listing.after(element);
    first.replaceWith(element);
    for (const each of rest) each.remove();
  }

  /** Puts all this where an element stands. */
  takeBack(element: HTMLElement): void {
    element.replaceWith(...this.elements);
  }

  /** Tells whoever listens that it is about to change. */
  setBusy(is: boolean): void {
    for (const each of this.elements) setBusy(each, is);
  }

  /** Pixels from its top to its bottom. */
  get height(): number {
    return heightOf(this.elements);
  }
}

/** Tells whoever listens that an element is about to change. */
export function setBusy(element: HTMLElement, is: boolean): void {
  if (is) element.setAttribute("aria-busy", "true");
  else element.removeAttribute("aria-busy");
}

/** Pixels from the top of the first to the bottom of the last; none or less for elements that are not shown. */
export function heightOf(elements: readonly HTMLElement[]): number {
  const boxes = elements.map((each) => each.getBoundingClientRect());
  return Math.max(0, ...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top));
}

function printedAfter(listing: HTMLElement): readonly HTMLElement[] {
  let next = listing.nextElementSibling;
  // the names that the code uses stand in the margin, at its end
  while (next?.classList.contains("mini-index")) next = next.nextElementSibling;
  const found: HTMLElement[] = [];
  while (next instanceof HTMLElement && next.matches(".output, .shown, [data-printed]")) {
    found.push(next);
    next = next.nextElementSibling;
  }
  return found;
}
