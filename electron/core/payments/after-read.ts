import type { QrPicture } from '../../../shared/payment-view.ts';
import type { Intent } from '../net/intent.ts';
import type { CancelReason, Effect, Known, Now, State } from './machine-types.ts';
import {
  boundedBy,
  endReason,
  expiryOf,
  journal,
  notCharged,
  type Step,
  startCancelling,
  timeOutOf,
  unknownState,
} from './moves.ts';
import { isExpiredForGood } from './other-rows.ts';
import { chargedOf, contradicts, verdictOf } from './verdict.ts';

type Watched = Extract<State, { kind: 'showing-qr' | 'waiting' | 'cancelling' | 'unknown' }> & {
  known: Known;
};

/** An intent that FEX has not ended this long after its expiry is not known. */
export const undecidedAfterMs = 10_000;

/** One read of our intent moves the payment on. The only place where a payment becomes paid. */
export function afterRead(
  state: Watched,
  intent: Intent,
  qr: QrPicture | null,
  other: Known | null,
  now: Now,
): Step {
  const { attempt, known } = state;
  const wanted = cancelReasonOf(state);
  const verdict = verdictOf(intent, attempt);
  switch (verdict.kind) {
    case 'paid': {
      const body = { intentId: intent.id, amountMinor: attempt.amountMinor, currency: attempt.currency };
      return [
        { kind: 'paid', attempt, atMs: now.serverMs, afterCancel: wanted === 'cashier' },
        [journal('outcome.paid', attempt, body), { do: 'unwatch' }],
      ];
    }
    case 'mismatch': {
      const charged = chargedOf(intent);
      return [
        {
          kind: 'mismatch',
          attempt,
          atMs: now.serverMs,
          amountText: charged.chargedAmount,
          currency: charged.chargedCurrency,
        },
        [journal('outcome.mismatch', attempt, { intentId: intent.id, ...charged }), { do: 'unwatch' }],
      ];
    }
    case 'refunded':
      return [
        { kind: 'refunded', attempt, atMs: now.serverMs },
        [journal('outcome.refunded', attempt, { intentId: intent.id }), { do: 'unwatch' }],
      ];
    case 'cancelled':
      if (other !== null) return goOnWith(state, other, now);
      return notCharged(attempt, endReason(attempt, wanted, 'cancelled'), now);
    case 'declined':
      if (other !== null) return goOnWith(state, other, now);
      return notCharged(attempt, 'declined', now, { said: intent.status });
    case 'expired':
      if (isExpiredForGood(intent, known.expiresAtMs, now)) {
        if (other !== null) return goOnWith(state, other, now);
        return notCharged(attempt, endReason(attempt, wanted, 'expired'), now);
      }
      // Ended early: no screen may show its code any longer, but the word is not final yet.
      return state.kind === 'showing-qr' || state.kind === 'waiting'
        ? [{ ...startCancelling(state, 'time-out', now), step: 'rereading', refused: true }, []]
        : [state, []];
    case 'undecided':
      return undecided(state, verdict.status, now);
    case 'waiting':
      return contradicts(intent, attempt) ? wrongIntent(state, now) : stillWaiting(state, qr, now);
  }
}

/** One row of a doubled request has ended, and another may still be paid: that one is the payment's from now on. */
function goOnWith(state: Watched, other: Known, now: Now): Step {
  const { merchantName } = state.known;
  const known = { ...other, expiresAtMs: timeOutOf(state.attempt, other.expiresAtMs), merchantName };
  const attempt = boundedBy(state.attempt, other);
  const effects: Effect[] = [
    journal('attempt.adopted', attempt, { intentId: known.intentId, ...expiryOf(known, other) }),
    { do: 'watch', intentId: known.intentId },
    { do: 'read' },
  ];
  // No screen ever shows a second code, and what was wanted cancelled is wanted so still.
  if (attempt.flow === 'standard' || state.kind === 'cancelling')
    return [startCancelling({ attempt, known }, cancelReasonOf(state) ?? 'time-out', now), effects];
  return [
    { ...state, attempt, known, ...(state.kind === 'unknown' ? { cancelSent: false } : {}) } as State,
    effects,
  ];
}

function undecided(state: Watched, status: string, now: Now): Step {
  if (state.kind === 'unknown') return [{ ...state, found: 'in-progress', status }, []];
  const cancelReason = cancelReasonOf(state);
  return [
    unknownState(state.attempt, state.known, 'in-progress', now, { status, cancelReason }),
    [journal('attempt.unknown', state.attempt, { cause: 'in-progress', status })],
  ];
}

/** It is ours by its reference and asks for something else: nobody may pay it (money rule 13). */
function wrongIntent(state: Watched, now: Now): Step {
  if (state.kind === 'cancelling') return stillWaiting(state, null, now);
  if (state.kind === 'unknown' && state.cancelSent) return stillWaiting(state, null, now);
  return sendCancel(startCancelling(state, 'bad-answer', now));
}

/** FEX says pending: go on waiting, or carry the cancel a step further. */
function stillWaiting(state: Watched, qr: QrPicture | null, now: Now): Step {
  const over = now.serverMs >= state.known.expiresAtMs;
  switch (state.kind) {
    case 'showing-qr':
    case 'waiting':
      return over ? sendCancel(startCancelling(state, 'time-out', now)) : [state, []];
    case 'cancelling': {
      if (now.serverMs >= state.known.expiresAtMs + undecidedAfterMs) return becomeUndecided(state, now);
      if (state.step === 'sent') return [state, []];
      if (state.step === 'rereading' && state.refused) {
        // The reverse flow's request cannot be recalled: it goes on until it ends by itself.
        if (state.attempt.flow === 'reverse') {
          return state.reason === 'cashier' && !over
            ? [{ kind: 'waiting', attempt: state.attempt, known: state.known, cancelRefused: true }, []]
            : [state, []];
        }
      }
      // The cancel just answered did nothing: the next regular read tries again, not this one in a circle.
      if (state.step === 'rereading') return [{ ...state, step: 'reading' }, []];
      return sendCancel(state);
    }
    case 'unknown': {
      if (over) {
        const known: Watched = { ...state, found: 'in-progress', cause: 'in-progress' };
        if (state.cancelSent) return [known, []];
        return [
          { ...known, cancelSent: true, cancelReason: state.cancelReason ?? 'time-out' },
          [
            journal('cancel.sent', state.attempt, { reason: 'time-out' }),
            { do: 'cancel', intentId: state.known.intentId },
          ],
        ];
      }
      if (state.cancelReason !== null) return sendCancel(startCancelling(state, state.cancelReason, now));
      if (state.attempt.flow === 'reverse') {
        return [{ kind: 'waiting', attempt: state.attempt, known: state.known, cancelRefused: false }, []];
      }
      if (qr === null) return sendCancel(startCancelling(state, 'no-code', now));
      return [{ kind: 'showing-qr', attempt: state.attempt, known: state.known, qr }, []];
    }
  }
}

export function becomeUndecided(state: Extract<State, { kind: 'cancelling' }>, now: Now): Step {
  return [
    unknownState(state.attempt, state.known, 'in-progress', now, {
      cancelReason: state.reason,
      cancelSent: true,
    }),
    [journal('attempt.unknown', state.attempt, { cause: 'in-progress' })],
  ];
}

function sendCancel(state: Extract<State, { kind: 'cancelling' }>): Step {
  return [
    { ...state, step: 'sent', refused: false },
    [
      journal('cancel.sent', state.attempt, { reason: state.reason }),
      { do: 'cancel', intentId: state.known.intentId },
    ],
  ];
}

function cancelReasonOf(state: Watched): CancelReason | null {
  if (state.kind === 'cancelling') return state.reason;
  return state.kind === 'unknown' ? state.cancelReason : null;
}
