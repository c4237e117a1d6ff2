#!/usr/bin/env node
/** Installs what the project needs on this machine, or says what is missing. Plain JavaScript: it runs before anything is installed. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(fileURLToPath(import.meta.url));

/**
 * The system tools, in the order in which they matter to a reader. `for` names the goals that need one, `why` what is
 * missing without it; `commands` are the names it may have, the first of which is asked for its version. What is no command on
 * Linux, and comes with the system elsewhere, has folders of `drivers` instead.
 */
export const tools = [
  { name: "pandoc", commands: ["pandoc"], apt: "pandoc", brew: "pandoc", for: ["book", "test"], why: "the PDF and EPUB editions" },
  { name: "C compiler", commands: ["cc", "gcc", "clang"], apt: "gcc libc6-dev", brew: "gcc", for: ["book", "test"], why: "native code: the builds of book.yml, and the cells and tests that say `needs=\"native\"`" },
  { name: "Java", commands: ["java"], works: ["-version"], apt: "default-jre-headless", brew: "openjdk", for: ["test"], why: "EPUBCheck, which validates the EPUB" },
  { name: "Chromium", commands: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"], apt: "chromium", brew: "--cask chromium", for: ["test"], why: "the accessibility and layout tests of the pages" },
  { name: "Firefox", commands: ["firefox-esr", "firefox"], apt: "firefox-esr", brew: "--cask firefox", for: ["test"], why: "the tests of the live cells in a second browser" },
  { name: "Poppler", commands: ["pdftotext", "pdffonts"], works: ["-v"], apt: "poppler-utils", brew: "poppler", for: ["test"], why: "the tests that read the PDF" },
  { name: "QPDF", commands: ["qpdf"], apt: "qpdf", brew: "qpdf", for: ["test"], why: "the test of the PDF's structure" },
  { name: "nbclient", commands: ["/usr/bin/python3", "python3"], works: ["-c", "import nbclient"], apt: "python3-nbclient", brew: "jupyterlab", for: ["test"], why: "the test that runs the notebooks by their kernel" },
  { name: "Vulkan driver", commands: [], drivers: ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d"], apt: "mesa-vulkan-drivers", for: ["test"], why: "the cells and tests that say `needs=\"webgpu\"`; Mesa's computes on the processor where there is no GPU" },
  { name: "mdBook", commands: ["mdbook"], apt: "mdbook", brew: "mdbook", for: ["bench"], why: "a peer to time the compiler against" },
];

/** Where macOS has what is no command there. */
const macApplications = { Chromium: "/Applications/Chromium.app/Contents/MacOS/Chromium", Firefox: "/Applications/Firefox.app/Contents/MacOS/firefox" };

/** True if one of the tool's commands is on the PATH (or, on macOS, its application is installed) and starts. */
export function isPresent(tool) {
  const application = macApplications[tool.name];
  if (application !== undefined && existsSync(application)) return true;
  if (tool.drivers) return process.platform !== "linux" || tool.drivers.some((folder) => existsSync(folder) && readdirSync(folder).length > 0);
  return tool.commands.some((command) => {
    const run = spawnSync(command, tool.works ?? ["--version"], { stdio: "ignore" });
    return run.error === undefined && run.status === 0;
  });
}

/** The command that installs the tools on this machine, as a person would type it; null where we know none. */
export function installCommand(missing, { platform = process.platform, has = isOnPath } = {}) {
  if (missing.length === 0) return null;
  if (platform === "darwin") {
    return missing.map((tool) => `brew install ${tool.brew}`).join(" && ");
  }
  if (!has("apt-get")) return null;
  const sudo = process.getuid?.() === 0 ? "" : "sudo ";
  return `${sudo}apt-get install -y --no-install-recommends ${missing.map((tool) => tool.apt).join(" ")}`;
}

function isOnPath(command) {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;
}

function say(line) {
  process.stdout.write(`setup: ${line}\n`);
}

/** Runs `npm ci` unless the installed packages are those of the lockfile. The stamp is its hash, written after success. */
function installPackages() {
  const lockfile = readFileSync(join(project, "package-lock.json"));
  const wanted = createHash("sha256").update(lockfile).digest("hex");
  const stamp = join(project, "node_modules", ".lockfile-sha256");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return true;
  say("installing the npm packages of package-lock.json into node_modules (npm ci)");
  const skipDownloads = { ELECTRON_SKIP_BINARY_DOWNLOAD: "1", PUPPETEER_SKIP_DOWNLOAD: "1" };
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: project,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, ...skipDownloads },
  });
  if (run.status !== 0) {
    say("npm ci failed; its message is above. Cure it, then run the command again");
    return false;
  }
  writeFileSync(stamp, wanted);
  return true;
}

/** Installs the missing system tools where that needs no password; else prints the command. */
function installTools(goal) {
  const missing = tools.filter((tool) => tool.for.includes(goal) && !isPresent(tool));
  if (missing.length === 0) return [];
  for (const tool of missing) say(`${tool.name} is missing; it is needed for ${tool.why}`);
  const command = installCommand(missing);
  const apt = process.platform === "linux" && isOnPath("apt-get") && aptPrefix();
  if (apt) {
    say(`installing: ${command}`);
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const run = (args) => spawnSync(apt[0] ?? "apt-get", [...apt.slice(1), ...args], { stdio: ["ignore", "ignore", "inherit"], env: environment });
    run(["update", "-qq"]);
    run(["install", "-y", "-qq", "--no-install-recommends", ...missing.flatMap((tool) => tool.apt.split(" "))]);
  } else if (process.platform === "darwin" && isOnPath("brew")) {
    say(`installing: ${command}`);
    for (const tool of missing) spawnSync("brew", ["install", ...tool.brew.split(" ")], { stdio: "inherit" });
  }
  const still = missing.filter((tool) => !isPresent(tool));
  if (still.length > 0) {
    const cure = installCommand(still);
    say(`could not install ${still.map((tool) => tool.name).join(", ")}; ${cure ? `install by hand: ${cure}` : "install with this system's package manager"}`);
  }
  return still;
}

/**
 * Builds what `builds` of the project's own `book.yml` declares: false if that failed. Mistakes of the chapters are said by the command
 * that set-up was called for; a build whose compiler is missing is skipped, by name.
 */
function buildProducts() {
  if (!declaresBuilds(project)) return true;
  say("building the native products of the book");
  const run = spawnSync(process.execPath, ["tangle/start.mjs", "tangle/build-cli.ts"], { cwd: project, stdio: "inherit" });
  return run.status === 0;
}

/** Whether a book has `builds` in its `book.yml`; to read all of it is left to the tools. */
export function declaresBuilds(root) {
  const path = join(root, "book", "book.yml");
  return existsSync(path) && /^builds\s*:/m.test(readFileSync(path, "utf8"));
}

/** How apt-get can be run without a password: as root, or through a sudo that asks nothing; null if it cannot. */
function aptPrefix() {
  if (process.getuid?.() === 0) return ["apt-get"];
  const sudo = spawnSync("sudo", ["-n", "true"], { stdio: "ignore" });
  return sudo.error === undefined && sudo.status === 0 ? ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"] : null;
}

/** Fetches pandoc's own WebAssembly build, only where no pandoc could be installed. Slower, and it makes the same editions. */
function fetchPandocFallback() {
  say("taking pandoc's WebAssembly build in its place (npm package pandoc-wasm, fetched once)");
  const program = 'const { installPandocWasm } = await import("./weave/pandoc/wasm.ts"); process.exitCode = installPandocWasm() ? 0 : 1;';
  const run = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], { cwd: project, stdio: "inherit" });
  if (run.status !== 0) say("could not fetch it; the PDF and EPUB editions will be skipped");
}

/** Prints each tool with the version found, or the command that installs it. Exit code 1 if one is missing. */
function doctor(root) {
  let missing = 0;
  const contents = join(root, "book", "contents.md");
  if (existsSync(contents)) process.stdout.write(`  ok       the book: ${contents}\n`);
  else {
    missing += 1;
    process.stdout.write(`  MISSING  the book: ${contents} does not exist; --root DIR names the folder that holds book/\n`);
  }
  process.stdout.write(`  ok       Node ${process.version} (20.19 or newer is needed)\n`);
  const installed = existsSync(join(project, "node_modules", ".lockfile-sha256"));
  process.stdout.write(installed ? "  ok       npm packages\n" : "  MISSING  npm packages: npm run setup\n");
  if (!installed) missing += 1;
  for (const tool of tools) {
    const substitute = tool.name === "pandoc" && existsSync(join(project, "node_modules/.cache/pandoc-wasm/node_modules/pandoc-wasm"));
    if (!isPresent(tool) && substitute) {
      process.stdout.write(`  ok       pandoc's WebAssembly build, in place of pandoc: ${tool.why}\n`);
    } else if (isPresent(tool)) {
      process.stdout.write(`  ok       ${tool.name}: ${tool.why}\n`);
    } else {
      const optional = tool.for.includes("bench") && tool.for.length === 1;
      if (!optional) missing += 1;
      process.stdout.write(`  ${optional ? "absent " : "MISSING"}  ${tool.name}, needed for ${tool.why}: ${installCommand([tool]) ?? "install it with this system's package manager"}\n`);
    }
  }
  // where there is no such folder that was said above
  const native = installed && existsSync(root) ? spawnSync(process.execPath, [join(project, "tangle/start.mjs"), join(project, "tangle/build-cli.ts"), "--doctor", "--root", resolve(root)], { cwd: project, stdio: "inherit" }) : null;
  if (native !== null && native.status !== 0) missing += 1;
  return missing === 0 ? 0 : 1;
}

const help = `Installs what the book needs, or says what is missing.

  npm run setup                      everything: npm packages, and the system tools of the editions and the tests
  npm run doctor [-- --root DIR]     names every missing tool with the command that installs it here

  node setup.mjs [book|test|bench|doctor] [--root DIR]

\`npm run book\` and \`npm test\` call it by themselves. It changes nothing when all is there.
`;

/** The goal and the root that the arguments name; or what is wrong with them. */
export function readArguments(given) {
  let goal = null;
  let root = ".";
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at];
    if (word === "--help" || word === "-h") return { help: true };
    if (word === "--root" && given[at + 1] !== undefined) root = given[(at += 1)];
    else if (word.startsWith("--root=")) root = word.slice("--root=".length);
    else if (goal === null && ["book", "test", "bench", "doctor"].includes(word)) goal = word;
    else return { wrong: word === "--root" ? "`--root` needs a folder" : `unknown argument \`${word}\`` };
  }
  return { goal: goal ?? "test", root };
}

function main(given) {
  const { help: wantsHelp, wrong, goal, root } = readArguments(given);
  if (wantsHelp) return void process.stdout.write(help);
  if (wrong) {
    process.stderr.write(`setup: ${wrong}; see npm run setup -- --help\n`);
    process.exitCode = 2;
  } else if (goal === "doctor") {
    process.exitCode = doctor(root);
  } else if (!installPackages()) {
    process.exitCode = 1;
  } else {
    if (installTools(goal).some((tool) => tool.name === "pandoc")) fetchPandocFallback();
    if (goal !== "bench" && !buildProducts()) process.exitCode = 1;
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === realpathSync(process.argv[1])) {
  main(process.argv.slice(2));
}
