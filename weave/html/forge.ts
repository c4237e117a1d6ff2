/** Where a page's source can be edited and its mistakes reported: as `book.yml` says, else as the repository's host has it. */
import type { Meta } from "../tree.ts";

/** Addresses with `{path}` for the file of the book, `{title}` for the page's title. */
interface Forge {
  readonly edit: string;
  readonly report: string;
}

/** The forges that can be told by their host, each with its own addresses below the repository's. */
const forges: readonly (readonly [host: RegExp, forge: Forge])[] = [
  [/(^|\.)github\.com$/, { edit: "/edit/main/{path}", report: "/issues/new?title={title}" }],
  [/(^|[.-])gitlab([.-]|$)/, { edit: "/-/edit/main/{path}", report: "/-/issues/new?issue[title]={title}" }],
  [/(^|\.)codeberg\.org$|(^|[.-])(gitea|forgejo)([.-]|$)/, { edit: "/_edit/main/{path}", report: "/issues/new?title={title}" }],
];

/** The address at which the file can be edited; null where nothing says it. */
export function editHref(meta: Meta, path: string): string | null {
  return filled(meta.edit ?? patternOf(meta, "edit"), path, "");
}

/** The address at which a mistake of the page can be reported; null where nothing says it. */
export function reportHref(meta: Meta, path: string, title: string): string | null {
  return filled(meta.report ?? patternOf(meta, "report"), path, title);
}

function patternOf({ repository }: Meta, what: keyof Forge): string | null {
  if (repository === null) return null;
  const host = URL.canParse(repository) ? new URL(repository).hostname : "";
  const forge = forges.find(([pattern]) => pattern.test(host))?.[1];
  return forge === undefined ? null : `${repository}${forge[what]}`;
}

function filled(pattern: string | null, path: string, title: string): string | null {
  if (pattern === null) return null;
  return pattern.replaceAll("{path}", encodeURI(path)).replaceAll("{title}", encodeURIComponent(title));
}
