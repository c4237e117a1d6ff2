/** A link of the contents → the path of the file that it names, which lies in `book/`. */

/** What is wrong with a link of the contents; null if it names a Markdown file of `book/`. */
export function linkProblem(url: string): { readonly code: string; readonly message: string } | null {
  const path = decoded(url);
  if (/^([/\\]|[A-Za-z][\w+.-]*:)/.test(path)) return outside(url, "is not a path relative to `book/`");
  if (path.includes("\\")) return outside(url, "has a backslash, `/` separates folders");
  if (path.split("/").includes("..")) return outside(url, "leaves `book/` through `..`");
  if (!/[^/]\.md$/i.test(path)) return { code: "contents-not-markdown", message: `\`${url}\` is not a Markdown file (\`.md\`)` };
  if (linkPath(url) === "book/contents.md") return outside(url, "is the contents themselves");
  return null;
}

/** The path of a link of the contents, relative to the root, without `.` and empty segments. */
export function linkPath(url: string): string {
  const segments = decoded(url).split("/").filter((segment) => segment !== "" && segment !== ".");
  return ["book", ...segments].join("/");
}

function outside(url: string, reason: string): { readonly code: string; readonly message: string } {
  return { code: "path-outside-book", message: `\`${url}\` ${reason}` };
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
