/** When a book was last changed, where it does not say so itself. */
import { execFileSync } from "node:child_process";

/** The day of the last commit that touched `book/`; 1980-01-01 where there is none. */
export function lastChange(root: string): string {
  try {
    const printed = execFileSync("git", ["log", "-1", "--format=%cs", "--", "book"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return printed.trim() || "1980-01-01";
  } catch {
    return "1980-01-01";
  }
}
