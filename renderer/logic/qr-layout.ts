/** How a code is drawn: whole device pixels per module, the rest goes to the quiet zone. */

/** Modules of white around the code (ISO/IEC 18004). */
export const quietModules = 4;
/** Below this a phone's camera has to be held too close to the glass. */
export const leastModulePx = 4;

export interface QrLayout {
  /** Device pixels of the whole picture, quiet zone included. */
  sidePx: number;
  /** Device pixels a module. */
  modulePx: number;
  /** Device pixels from the edge to the first module. */
  offsetPx: number;
}

/**
 * Fits a code of `modules` into a card of `cardCssPx`. Null when not even four device pixels a module fit:
 * then a sentence is shown instead of a code nobody can read.
 */
export function layoutQr(modules: number, cardCssPx: number, devicePixelRatio: number): QrLayout | null {
  const sidePx = Math.floor(cardCssPx * devicePixelRatio);
  const modulePx = Math.floor(sidePx / (modules + 2 * quietModules));
  if (modulePx < leastModulePx) return null;
  return { sidePx, modulePx, offsetPx: Math.floor((sidePx - modules * modulePx) / 2) };
}
