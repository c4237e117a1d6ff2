/** A write that the system refuses → what could not be written, and why. */
import type { Diagnostic } from "../text/diagnostic.ts";

/** `state`: in what state that leaves things, in words. */
export function writeFailed(root: string, error: Error & { readonly code: string }, state: string): Diagnostic {
  const named = "path" in error && typeof error.path === "string" ? error.path : root;
  const path = named.startsWith(`${root}/`) ? named.slice(root.length + 1) : named;
  const reason = reasons[error.code];
  const message = `cannot write \`${path}\`: ${reason === undefined ? error.message : `${reason} (${error.code})`}; ${state}`;
  return { severity: "error", code: "write-failed", message, at: { path } };
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  ENOSPC: "no space left on the device",
  EROFS: "the file system is read-only",
  EDQUOT: "the disk quota is used up",
  EIO: "the device failed",
};
