/** What a page with live cells adds to them: `assets/cells.js`. */
import { followAddress } from "./cells/address.ts";
import { enliven } from "./cells/enliven.ts";

const listings = [...document.querySelectorAll<HTMLElement>("article .listing[data-live]")];
followAddress(listings.map((listing, index) => enliven(listing, { number: index + 1, of: listings.length })));
