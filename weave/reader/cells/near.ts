/** Waits until something is near to be seen, so that nothing is fetched for what nobody scrolls to. */

/** Calls once, when an element is so near to be seen. */
export function whenNear(element: Element, then: () => void, distance = "800px"): void {
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    then();
  }, { rootMargin: distance });
  seen.observe(element);
}
