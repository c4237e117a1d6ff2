/** The one module that writes: each step on the disk, with a hook before it by which tests make it fail. */
import { chmodSync, copyFileSync, mkdirSync, renameSync, rmdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";

/** One step, as the hook sees it. `path` is absolute. */
export interface Step {
  readonly operation: "mkdir" | "write" | "copy" | "rename" | "unlink" | "rmdir" | "chmod" | "link" | "discard";
  readonly path: string;
}

/** The steps that everything written is made of. Each throws the system's error. */
export interface Writer {
  /** Makes a folder and those above it. */
  readonly mkdir: (path: string) => void;
  /** Writes a new file. Throws `EEXIST` where there is one. */
  readonly write: (path: string, content: string, mode: number) => void;
  readonly copy: (from: string, to: string) => void;
  /** Moves a file, in one step replacing what is at `to`. */
  readonly rename: (from: string, to: string) => void;
  readonly unlink: (path: string) => void;
  /** Removes an empty folder. Throws `ENOTEMPTY` where it is not. */
  readonly rmdir: (path: string) => void;
  readonly chmod: (path: string, mode: number) => void;
  /** Makes a symbolic link at `path`; only ever in a folder of our own. */
  readonly link: (target: string, path: string) => void;
  /** Removes a folder of our own with all that is in it. */
  readonly discard: (path: string) => void;
}

/** The writer on the real disk. What `before` throws takes the place of the step. */
export function diskWriter(before: (step: Step) => void = () => {}): Writer {
  return {
    mkdir(path) {
      before({ operation: "mkdir", path });
      mkdirSync(path, { recursive: true });
    },
    write(path, content, mode) {
      before({ operation: "write", path });
      writeFileSync(path, content, { flag: "wx" });
      chmodSync(path, mode);
    },
    copy(from, to) {
      before({ operation: "copy", path: from });
      copyFileSync(from, to);
    },
    rename(from, to) {
      before({ operation: "rename", path: to });
      renameSync(from, to);
    },
    unlink(path) {
      before({ operation: "unlink", path });
      unlinkSync(path);
    },
    rmdir(path) {
      before({ operation: "rmdir", path });
      rmdirSync(path);
    },
    chmod(path, mode) {
      before({ operation: "chmod", path });
      chmodSync(path, mode);
    },
    link(target, path) {
      before({ operation: "link", path });
      symlinkSync(target, path);
    },
    discard(path) {
      before({ operation: "discard", path });
      rmSync(path, { recursive: true, force: true });
    },
  };
}
