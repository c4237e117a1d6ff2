/** `assets/offers.js`: what a page offers its reader to do, on pages that have any of it: answers to exercises, doubts of proofs, trainings. Each fetches what it needs when it is taken up. */
import { addDoubting } from "./doubting.ts";
import { offerAnswers } from "./exercises/offer.ts";
import { offerTrainings } from "./training/offer.ts";

for (const offer of [offerAnswers, addDoubting, offerTrainings]) {
  // one that fails must not take the others with it
  try {
    offer();
  } catch (error) {
    console.error(error);
  }
}
