import type { EntryKey } from './amount-entry.ts';

/** The digit of a key, from either row of keys and in any of the scripts a keyboard may type. */
export function digitOf(key: string): EntryKey | null {
  const code = key.length === 1 ? key.charCodeAt(0) : 0;
  for (const zero of [0x30, 0x660, 0x6f0]) {
    if (code >= zero && code <= zero + 9) return String(code - zero) as EntryKey;
  }
  return null;
}

/** What the handlers need to know of a key event's surroundings. */
interface KeySurroundings {
  defaultPrevented: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

/** A key meant for the till as a whole: no shortcut, no half-written character. */
export function isPlain(event: KeySurroundings): boolean {
  return !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
}
