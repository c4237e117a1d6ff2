/** Which JavaScript was compiled of a command of this project. Plain JavaScript without packages, so that nothing is compiled to find it. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const ownProject = dirname(dirname(import.meta.dirname));

/** Where the compiled commands of a project are kept. */
export function compiledFolder(project = ownProject) {
  return join(project, "output/.cache/commands");
}

/** The file that says of what they were compiled: `{ project, folder, commands: { PATH: [MODULE, …] }, hashes: { MODULE: SHA-256 } }`, with paths relative to the project. */
export function compiledRecord(project = ownProject) {
  return join(compiledFolder(project), "commands.json");
}

/** Finds the JavaScript of the command at an absolute path; null where there is none, a module of it has changed since, or the project was moved: a module knows where it stood. */
export function compiledPath(path, project = ownProject) {
  const command = relative(project, path);
  try {
    const { project: home, folder, commands, hashes } = JSON.parse(readFileSync(compiledRecord(project), "utf8"));
    if (home !== project || !commands[command].every((module) => hashOf(join(project, module)) === hashes[module])) return null;
    const compiled = join(compiledFolder(project), folder, command.replace(/ts$/, "js"));
    return existsSync(compiled) ? compiled : null;
  } catch {
    return null;
  }
}

/** Whether commands were compiled and the module at an absolute path was not among them, so that to compile them again is in vain. */
export function isNoCommand(path, project = ownProject) {
  const command = relative(project, path);
  try {
    const { commands } = JSON.parse(readFileSync(compiledRecord(project), "utf8"));
    return !/[/\\-]cli\.ts$/.test(command) && !(command in commands);
  } catch {
    return false;
  }
}

/** The SHA-256 of a file. Throws the system's error. */
export function hashOf(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
