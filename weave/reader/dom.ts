/** Making elements. */

/** An element with attributes and children; text children may be strings. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Readonly<Record<string, string>>, ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The element that a fragment names: `#an-id`; null where there is none, or the fragment is damaged. */
export function byFragment(hash: string): HTMLElement | null {
  try {
    return hash.length < 2 ? null : document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}
