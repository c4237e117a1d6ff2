/** What runs on every page: `assets/book.js`. Each behaviour is a module that adds to the page and is nothing without it. */
import { shelfFrom } from "./shelf.ts";

// the address is known only while the script runs for the first time
const own = document.currentScript;
if (own instanceof HTMLScriptElement) window.book = shelfFrom(own.src);
