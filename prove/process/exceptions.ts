/** An exception of a cell → what is wrong, in words, and where. */
import { inspect } from "node:util";
import type { Failure } from "../records/outcome.ts";
import { printable } from "./printable.ts";
import { framesOf, placeOf, stackOf } from "./frames.ts";
import type { Job, Thrown } from "../cells/job.ts";

/** The failure that an exception is. `code` where nothing more is known of it. */
export function failureOf(error: unknown, job: Job, code: "cell-throws" | "unhandled-rejection" | "uncaught-exception" = "cell-throws"): Failure {
  const denied = deniedPath(error);
  const message = denied === null ? `${openings[code]} ${described(error)}` : `the cell writes outside its folder: \`${denied}\``;
  return {
    code: denied === null ? code : "writes-outside",
    message,
    where: placeOf(error, job),
    notes: [...callers(error, job), ...causes(error)],
    ...(denied !== null && { cure: "the folder in which a cell runs is its own: write `./name`" }),
  };
}

/** An exception as a `wrong` fence announces it, its message as it can stand under the fence. */
export function thrownOf(error: unknown): Thrown {
  if (error instanceof Error) return { name: error.name, message: printable(error.message) };
  return { name: typeof error, message: inspect(error) };
}

const openings = {
  "cell-throws": "the cell throws",
  "unhandled-rejection": "a promise that nothing waits for is rejected with",
  "uncaught-exception": "the cell has gone on, and then something that it began throws",
} as const;

function described(error: unknown): string {
  if (!(error instanceof Error)) return `\`${inspect(error, { breakLength: Infinity })}\`, which is no error and has no place`;
  return error.message === "" ? `\`${error.name}\`` : `\`${error.name}\`: ${error.message.replaceAll("\n", "\n  ")}`;
}

/** From a chunk of the program, the lines of the section's cells that led there. */
function callers(error: unknown, { root, path }: Job): readonly string[] {
  const [first, ...others] = framesOf(stackOf(error), root);
  if (first === undefined || first.path === path) return [];
  const caller = others.find((frame) => frame.path === path);
  return caller === undefined ? [] : [`the cell calls it at ${caller.path}:${caller.line}:${caller.column}`];
}

function causes(error: unknown): readonly string[] {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? [] : [`caused by ${described(cause)}`, ...causes(cause)];
}

/** The path that Node's permissions keep a cell from writing; null for other exceptions. */
function deniedPath(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_ACCESS_DENIED") return null;
  if (!("permission" in error) || error.permission !== "FileSystemWrite") return null;
  return "resource" in error ? String(error.resource) : "";
}
