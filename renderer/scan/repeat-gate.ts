/** A code that is seen again within this time is the same one, still held there. */
const repeatMs = 3000;

/**
 * Lets each code through once, however often devices see it: a camera sees it thirty times a second, and two phones
 * beside each other in turns. Another customer's code passes at once; the same one after it was away for three seconds.
 */
export function createRepeatGate(): (text: string, nowMs: number) => boolean {
  const seenAtMs = new Map<string, number>();
  return (text, nowMs) => {
    // Codes are a customer's: none is kept for longer than it is needed.
    for (const [seen, atMs] of seenAtMs) if (nowMs - atMs >= repeatMs) seenAtMs.delete(seen);
    const isNew = !seenAtMs.has(text);
    seenAtMs.set(text, nowMs);
    return isNew;
  };
}
