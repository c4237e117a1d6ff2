/** Runs before the page is painted: the theme that the reader chose, so that no page flashes in another. */
import { applyTheme, chosenTheme } from "./theme.ts";

applyTheme(chosenTheme());
