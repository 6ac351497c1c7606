import type { Effect, Event, Now, OpenState, State, StateOf } from './machine-types.ts';
import { isOpen, journal, type Step } from './moves.ts';
import { verdictOf } from './verdict.ts';

/** A late completion first pays its own sale; a newer attempt of it is cancelled and watched (money rule 7). */
export function late(state: State, event: Extract<Event, { type: 'late' }>, now: Now): Step {
  if (!isUnsettledScreenOf(state, event.attempt.saleId)) return [state, []];
  const { attempt, intent } = event;
  if (verdictOf(intent, attempt).kind !== 'paid') return [state, []];
  const effects: Effect[] = [
    journal('outcome.paid', attempt, {
      intentId: intent.id,
      amountMinor: attempt.amountMinor,
      currency: attempt.currency,
    }),
  ];
  if (isOpen(state)) {
    const known = 'known' in state ? state.known : null;
    const newer = state.attempt.attemptId !== attempt.attemptId;
    if (newer) effects.push(journal('attempt.superseded', state.attempt, { by: attempt.reference }));
    // A second row of the same attempt was paid: then its first one is the one too many.
    if (known && (newer || known.intentId !== intent.id))
      effects.push(
        journal('cancel.sent', state.attempt, {
          reason: newer ? 'superseded' : 'second-row',
          intentId: known.intentId,
        }),
        { do: 'cancel', intentId: known.intentId },
      );
  }
  const afterCancel = state.kind === 'not-charged' && state.reason === 'cancelled';
  return [{ kind: 'paid', attempt, atMs: now.serverMs, afterCancel }, [...effects, { do: 'unwatch' }]];
}

/** Whether a screen still stands for this sale and nothing settled it yet. */
export function isUnsettledScreenOf(
  state: State,
  saleId: string,
): state is OpenState | StateOf<'not-charged'> {
  return (isOpen(state) || state.kind === 'not-charged') && state.attempt.saleId === saleId;
}
