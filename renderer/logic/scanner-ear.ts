/** A scanner types faster than a hand, and ends with Enter or Tab. */
const longestGapMs = 80;
const shortest = 6;

/** Hears keys as they come, and says when a scanner ended its reading; what was read it does not keep. */
export function createScannerEar(): (key: string, atMs: number) => boolean {
  let length = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  return (key, atMs) => {
    if (atMs - lastMs > longestGapMs) length = 0;
    lastMs = atMs;
    if (key.length === 1) {
      length += 1;
      return false;
    }
    // A scanner holds Shift for its capitals.
    if (key !== 'Enter' && key !== 'Tab') return false;
    const read = length >= shortest;
    length = 0;
    return read;
  };
}
