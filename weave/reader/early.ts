/** Runs before the page is painted: the theme, the size and whatever else the reader chose, so that no page flashes in another; and the faces that it is sure to want are asked for. */
import { choices, show } from "./choices.ts";
import { preloadFaces } from "./preload.ts";
import { applyTheme, chosenTheme } from "./theme.ts";

applyTheme(chosenTheme());
for (const choice of Object.values(choices)) show(choice);
preloadFaces();
