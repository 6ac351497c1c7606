import type { LastSale, SettledSlip, UnsettledSale } from '../../../shared/payment-view.ts';
import type { RecoveryView } from '../../../shared/recovery.ts';

/** Released sales and damaged records, made up: `?unsettled=3`, `?settled=2`, `?recovery=set-aside`, `?rebuild=waiting`. */
export function unsettledOf(query: URLSearchParams, now: number): UnsettledSale[] {
  return Array.from({ length: Number(query.get('unsettled') ?? 0) }, (_, index) => ({
    attemptId: `released-${index}`,
    reference: `T1-01HZX3KQ-01HZX3KQJ8M4N7F${index}A`,
    flow: 'standard',
    amountMinor: 2999 + index * 1000,
    currency: query.get('currency') ?? 'USD',
    slip: index === 2 ? null : 12 - index,
    sentAtMs: now - (index + 1) * 240_000,
    releasedAtMs: now - (index + 1) * 180_000,
    chargeableUntilMs: now + (index === 0 ? 108_000 : -60_000 * index),
    rebuilt: index === 2,
    checking: query.has('checking') && index === 0,
  }));
}

export function settledSlipsOf(query: URLSearchParams, now: number): SettledSlip[] {
  return Array.from({ length: Number(query.get('settled') ?? 0) }, (_, index) => ({
    attemptId: `settled-${index}`,
    reference: `T1-01HZX3KQ-01HZX3KQJ8M4N7E${index}B`,
    amountMinor: 4950 + index * 1000,
    currency: query.get('currency') ?? 'USD',
    slip: 9 - index,
    sentAtMs: now - (index + 9) * 240_000,
    outcome: (['paid', 'not-charged', 'settled'] as const)[index % 3] ?? 'paid',
    atMs: now - (index + 1) * 60_000,
  }));
}

export function recoveryOf(query: URLSearchParams, now: number): RecoveryView | null {
  const what = query.get('recovery');
  if (what === null) return null;
  const kind = what === 'changed' || what === 'broken' || what === 'set-aside' ? what : null;
  const sign = kind === null ? (what as 'mark-ahead') : kind === 'set-aside' ? 'mark-ahead' : null;
  const state = (query.get('rebuild') ?? 'whole') as RecoveryView['rebuild']['state'];
  const count = Number(query.get('rebuilt') ?? 0);
  const file = '/home/till/.local/share/fex-counter/live/journal.damaged-2026-11-20T09-14-02.117Z.db';
  return {
    journal:
      kind === null
        ? null
        : {
            kind,
            file: kind === 'set-aside' ? file : null,
            said: 'Row 214 was changed after it was written.',
          },
    copied: sign === null ? null : { sign },
    rebuild: {
      state,
      backToMs: state === 'looking' ? null : now - 3 * 86_400_000,
      count,
      sales: Array.from({ length: Math.min(count, 50) }, (_, index) => ({
        attemptId: `lost-${index}`,
        tail: `7F${index}A`,
        amountMinor: 820 + index * 1117,
        currency: query.get('currency') ?? 'USD',
        sentAtMs: now - (index + 1) * 660_000,
        ended: (['watched', 'paid', 'not-charged', 'paid', 'refunded'] as const)[index % 5] ?? 'paid',
      })),
      unreadable: Number(query.get('unreadable') ?? 0),
    },
    canConfirm: kind !== 'broken' && (state === 'whole' || state === 'partly'),
  };
}

export const slipOf = (outcome: LastSale['outcome']) => (outcome === 'released' ? 12 : null);
