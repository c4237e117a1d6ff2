/** For tests and the audit: a Chromium of this machine, without a window. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser, type BrowserContext } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const elsewhere = ["/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
/** Features that Playwright turns off. Of two lists Chromium takes the last, so that ours has to have them too. */
const offForPlaywright = [
  "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter",
  "PaintHolding", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints",
  "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch", "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion",
];

/**
 * What Chromium makes for each window though it shows none: the two popups of its address bar, which are pages of their own, and a process
 * for a page that may be wanted next. To load a page of ours in a context of its own took twice as long with them.
 */
const ofNoWindow = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"];

/** Features that are off in every browser that is started here. */
export const featuresOff: readonly string[] = [...offForPlaywright, ...ofNoWindow];

const quiet = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", `--disable-features=${featuresOff.join(",")}`,
];

/** Starts it. Throws where there is none, with the command that looks for what is missing. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), args: quiet });
}

/** Has pages set whole: on a narrow screen what is far from it is else left for later (`theme/far.css`), and whoever looks at all of a page would see nothing there. */
export async function setWhole(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("article * { content-visibility: visible !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

/** Its version, as it says it itself. Throws where there is none, as `launchBrowser` does. */
export function browserVersion(): string {
  return spawnSync(browserPath(), ["--version"], { encoding: "utf8" }).stdout.trim();
}

/** Where it is. Throws where there is none, as `launchBrowser` does. */
export function browserPath(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...elsewhere].find((path) => existsSync(path));
  if (found === undefined) throw new Error("there is no Chromium on this machine; run: npm run setup");
  return found;
}
