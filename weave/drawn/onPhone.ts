/** Whether a drawing without a layout for a phone is read there as a whole: a wider one keeps its size and scrolls. */

/** Pixels that a phone's text is wide, in an aside. */
const textOfPhone = 300;

/** Whether a drawing of that width, in CSS pixels, fits. */
export function fitsPhone(width: number): boolean {
  return width <= textOfPhone;
}
