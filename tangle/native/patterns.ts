/** Which files a pattern of `sources` names. */

/** Whether a path is one that the pattern names: `*` stands for a part of a name, `**` for any number of folders. */
export function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.split(/(\*\*\/|\*\*|\*)/).map(expressionOf).join("")}$`, "u").test(path);
}

function expressionOf(part: string): string {
  if (part === "**/") return "(?:[^/]+/)*";
  if (part === "**") return ".*";
  return part === "*" ? "[^/]*" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
