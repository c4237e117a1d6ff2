/** Faces that a page is sure to want, asked for before its style sheet has come and its text is laid out. */

/** Those that the script's own element names, by their paths beside it. A browser refuses to preload from the disk, where there is nothing to wait for. */
export function preloadFaces(): void {
  const own = document.currentScript;
  if (!(own instanceof HTMLScriptElement) || location.protocol === "file:") return;
  for (const name of own.dataset["faces"]?.split(" ") ?? []) {
    const link = document.createElement("link");
    // after the style sheet, without which nothing is shown: a face only takes the place of another
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous", fetchPriority: "low", href: new URL(name, own.src).href });
    document.head.append(link);
  }
}
