/** For tests: how long what they wait for may take, which is as long as Vitest lets a test take. */
export { patience } from "../verdicts/settings.ts";
