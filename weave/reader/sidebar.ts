/** The contents beside the text: scrolled to the page, with the heading marked under which the reader is; closed when one goes on the page. */

/** Does so. */
export function followContents(): void {
  const contents = document.querySelector<HTMLElement>(".sidebar");
  if (!contents) return;
  const here = contents.querySelector<HTMLElement>('[aria-current="page"]');
  const reveal = (): void => {
    if (here) contents.scrollTop += here.getBoundingClientRect().top - contents.getBoundingClientRect().top - contents.clientHeight / 3;
  };
  reveal();
  contents.addEventListener("toggle", reveal);
  contents.addEventListener("click", ({ target }) => {
    // a link to a heading leaves the page, and so the contents, where they are
    if (target instanceof Element && target.closest('a[href^="#"]') !== null && contents.matches(":popover-open")) contents.hidePopover();
  });
  markHeadings(contents);
}

/** Marks the heading that the top third of the screen belongs to. */
function markHeadings(contents: HTMLElement): void {
  const links = new Map([...contents.querySelectorAll<HTMLAnchorElement>(".headings a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
  if (headings.length === 0) return;
  const mark = (): void => {
    const current = headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    for (const [id, link] of links) {
      if (id === current?.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  const seen = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
  for (const heading of headings) seen.observe(heading);
}
