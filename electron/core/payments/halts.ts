import type { HaltView } from '../../../shared/snapshot.ts';

/** Why charging is stopped, if it is. Several reasons may hold at once; the gravest is shown. */
export interface Halts {
  view(): HaltView | null;
  set(reason: HaltView['reason'], atMs: number, detail?: string): void;
  clear(reason: HaltView['reason']): void;
  has(reason: HaltView['reason']): boolean;
  onChange(hear: (view: HaltView | null) => void): void;
}

const gravestFirst: readonly HaltView['reason'][] = [
  'journal-unwritable',
  'copied-or-restored',
  'journal-damaged',
  'journal-set-aside',
  'unpaired',
  'keychain-locked',
  'keychain-missing',
  'keychain-plain',
  'keys-gone',
  'counter-inactive',
  'credentials-refused',
];

/** While one of these holds nothing at all is changed at FEX: no cancel and no refund either. */
export const forbidsSending = [
  'copied-or-restored',
  'unpaired',
] as const satisfies readonly HaltView['reason'][];

/** While one of these holds nothing new is charged, not even what only waited for its token. */
export const forbidsCharging = [
  ...forbidsSending,
  'keychain-locked',
  'keychain-missing',
  'keychain-plain',
  'keys-gone',
] as const satisfies readonly HaltView['reason'][];

export function createHalts(): Halts {
  const held = new Map<HaltView['reason'], HaltView>();
  let hearChange: (view: HaltView | null) => void = () => {};

  function view(): HaltView | null {
    for (const reason of gravestFirst) {
      const halt = held.get(reason);
      if (halt) return halt;
    }
    return null;
  }

  return {
    view,
    set(reason, atMs, detail) {
      if (held.has(reason)) return;
      held.set(reason, { reason, sinceMs: atMs, detail: detail?.slice(0, 200) ?? null });
      hearChange(view());
    },
    clear(reason) {
      if (held.delete(reason)) hearChange(view());
    },
    has: (reason) => held.has(reason),
    onChange(hear) {
      hearChange = hear;
    },
  };
}
