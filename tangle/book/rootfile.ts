/** Which paths a fence may name as a file of the program. */

/** What is wrong with the path of a root chunk, lower case and without full stop; null if it may be written. */
export function pathProblem(path: string): string | null {
  if (/^([/~]|[A-Za-z]:)/.test(path)) return `\`${path}\` is absolute, a path under \`src/\` is expected`;
  if (path.includes("\\")) return `\`${path}\` has a backslash, \`/\` separates folders`;
  const segments = path.split("/");
  if (segments.includes("..")) return `\`${path}\` leaves its folder through \`..\``;
  if (segments[0] !== "src") return `\`${path}\` is not under \`src/\``;
  if (segments.length < 2) return `\`${path}\` is the folder, a file under it is expected`;
  if (segments.includes("") || segments.includes(".")) return `\`${path}\` has an empty segment`;
  if (/[\u0000-\u001F\u007F:*?<>|]/.test(path)) return `\`${path}\` has a character that not every file system takes`;
  if (reserved.has(segments[1]?.toLowerCase() ?? "")) return `\`src/${segments[1]}\` is reserved for the tangler`;
  return null;
}

const reserved: ReadonlySet<string> = new Set([".maps", ".tangle", ".manifest.json"]);
