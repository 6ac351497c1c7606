import type { Intent } from '../net/intent.ts';
import { keptOf } from './list-pass.ts';
import type { Fact } from './machine-types.ts';
import { endReason } from './moves.ts';
import { otherOpenRow } from './other-rows.ts';
import { chargedOf, contradicts, verdictOf } from './verdict.ts';
import { type Entry, isLate } from './watch-book.ts';

/**
 * What one sight of a watched intent changes (money rules 3 and 7): a pure function. It never touches the
 * payment on the screen; a completion that belongs to the screen's own sale is handed to the machine.
 */
export interface Sight {
  facts: Fact[];
  /** FEX still waits for the customer: it is cancelled, and read again after it. */
  cancel: boolean;
  /** Pays the sale on the screen. */
  forScreen: boolean;
}

/** Where the attempt's sale stands. `paid`: by another intent, in whatever way. */
export type SaleStands = 'on-screen' | 'unsettled' | 'closed' | 'paid';

/** `entry` knows of this read already (`noteRead`). */
export function afterSight(entry: Entry, intent: Intent, sale: SaleStands): Sight {
  const { attempt } = entry;
  const nothing: Sight = { facts: [], cancel: false, forScreen: false };
  const say = (type: string, body: Fact['body'], more: Partial<Fact> = {}): Sight => ({
    ...nothing,
    facts: [{ type, attempt, body: { intentId: intent.id, ...body }, ...more }],
  });
  const verdict = verdictOf(intent, attempt);
  if (entry.counted.has(intent.id)) {
    // Its money was taken into account; only a refund made elsewhere is news, while a manager is asked about it.
    const givenBack = verdict.kind === 'refunded' && isLate(entry, intent.id);
    return givenBack ? say('watch.refunded', {}) : nothing;
  }
  const money = { amountMinor: attempt.amountMinor, currency: attempt.currency };
  const released = entry.ended === 'released';
  function ending(kind: 'refunded' | 'cancelled' | 'declined' | 'expired'): Sight {
    const [givenBack] = [...entry.over].find(([, how]) => how === 'given-back') ?? [];
    if (kind === 'refunded' || givenBack !== undefined)
      return say('outcome.refunded', { intentId: givenBack ?? intent.id });
    const reason = kind === 'declined' ? kind : endReason(attempt, null, kind);
    return say('outcome.not-charged', { reason });
  }
  switch (verdict.kind) {
    case 'paid':
      if (sale === 'on-screen') return { ...nothing, forScreen: true };
      // What this till had asked for is lost with its rows: the amount is FEX's word alone.
      if (sale === 'unsettled')
        return say('outcome.paid', entry.rebuilt ? { ...money, rebuilt: true } : money);
      return say('outcome.paid-late', {
        ...money,
        twice: sale === 'paid' || entry.counted.size > 0,
        // It is what the manager said; more than once it is not.
        ...(entry.settledPaid && entry.counted.size === 0 ? { asked: false } : {}),
      });
    case 'mismatch':
      return say('outcome.mismatch-late', chargedOf(intent));
    case 'refunded':
    case 'cancelled':
    case 'declined':
    case 'expired':
      if (!released) return verdict.kind === 'refunded' ? say('watch.refunded', {}) : nothing;
      // What a doubled request made may still be paid: the end of one row decides nothing.
      if (!entry.over.has(intent.id) || otherOpenRow(entry, null) !== null) return nothing;
      return ending(verdict.kind);
    case 'waiting':
      return { ...nothing, cancel: true };
    case 'undecided':
      return nothing;
  }
}

/**
 * Rows that a look found under the attempt's reference. The first is the attempt's own; any further one is an
 * alarm, and all but one are to be cancelled.
 */
export function afterFound(entry: Entry, rows: readonly Intent[]): { facts: Fact[]; cancel: Intent[] } {
  const { attempt } = entry;
  const paid = rows.find((row) => row.status === 'completed');
  const kept = entry.boundId === null ? keptOf(rows, null)?.id : (paid?.id ?? entry.boundId);
  const facts: Fact[] = [];
  const cancel: Intent[] = [];
  for (const row of rows) {
    const isKept = row.id === kept;
    const news = !entry.intents.some((intent) => intent.intentId === row.id);
    // While the attempt is open its own row is the payment's, not the watch's.
    const second = entry.boundId !== null ? row.id !== entry.boundId : !isKept;
    if (news && (entry.ended !== null || second)) {
      const body = { intentId: row.id, status: row.status, expiresAtMs: row.expiresAtMs, second };
      facts.push({ type: 'watch.found', attempt, body });
      if (second)
        facts.push({ type: 'alarm.second-row', attempt, body: { intentId: row.id, kept: kept ?? null } });
      if (contradicts(row, attempt))
        facts.push({ type: 'alarm.contradiction', attempt, body: { intentId: row.id } });
    }
    if (!isKept && row.id !== entry.boundId && row.status.startsWith('pending')) cancel.push(row);
  }
  return { facts, cancel };
}
