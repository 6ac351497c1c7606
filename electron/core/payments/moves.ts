import type { NotChargedReason } from '../../../shared/payment-view.ts';
import { createTimeoutMs, scanTimeoutMs } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { Actor } from '../ports.ts';
import { isOlderThan } from './list-pass.ts';
import type {
  Attempt,
  CancelReason,
  Effect,
  Fact,
  Known,
  Now,
  OpenState,
  Refusal,
  State,
  StateOf,
} from './machine-types.ts';

/** The machine's vocabulary: small moves that several transitions share. */

export type Step = [State, Effect[]];

export function journal(
  type: string,
  attempt: Attempt,
  body: Fact['body'] = {},
  more: { open?: boolean; byCashier?: boolean; by?: Actor } = {},
): Effect {
  return { do: 'journal', fact: { type, attempt, body, ...more } };
}

/** FEX may begin to count a little after our request left; a longer life than that was not asked for. */
const expirySlackMs = 60_000;
/** What the bound leaves after the latest expiry. */
const afterExpiryMs = 10_000;

export function knownOf(intent: Intent, attempt: Attempt): Known {
  const { id, expiresAtMs, merchantName } = intent;
  return { intentId: id, expiresAtMs: timeOutOf(attempt, expiresAtMs), merchantName };
}

/**
 * Where FEX lets it live much longer than asked, our own time-out comes first and cancels it; a request that left
 * after a sleep was asked for that much later.
 */
export function timeOutOf(attempt: Attempt, expiresAtMs: number | null): number {
  const asked = attempt.sentAtMs + attempt.expiresInS * 1000;
  const latest = Math.max(asked + expirySlackMs, attempt.chargeableUntilMs - afterExpiryMs);
  return Math.min(expiresAtMs ?? asked, latest);
}

/** The expiry as it is written down: ours, and FEX's own where that is later. */
export function expiryOf(known: Known, intent: Pick<Intent, 'expiresAtMs'>): Fact['body'] {
  const { expiresAtMs } = known;
  const later = intent.expiresAtMs !== null && intent.expiresAtMs > expiresAtMs;
  return later ? { expiresAtMs, fexExpiresAtMs: intent.expiresAtMs } : { expiresAtMs };
}

/** After this nobody new can be charged for a request that left at `sentAtMs` (money rule 4). */
export function boundOf({ flow, expiresInS }: Attempt, sentAtMs: number): number {
  const timeoutMs = flow === 'standard' ? createTimeoutMs : scanTimeoutMs;
  return sentAtMs + timeoutMs + 30_000 + expiresInS * 1000 + 10_000;
}

/** Nobody new can be charged after the bound we set, or after FEX's own expiry where that is later. */
export function boundedBy(attempt: Attempt, intent: Pick<Intent, 'expiresAtMs'>): Attempt {
  const chargeableUntilMs = Math.max(attempt.chargeableUntilMs, (intent.expiresAtMs ?? 0) + afterExpiryMs);
  return chargeableUntilMs === attempt.chargeableUntilMs ? attempt : { ...attempt, chargeableUntilMs };
}

/** Whether an intent can be the one this attempt made (money rule 11): its reference, made no earlier than it. */
export function isOurs(intent: Intent, attempt: Attempt): boolean {
  if (intent.reference !== null && intent.reference !== attempt.reference) return false;
  return !isOlderThan(intent, attempt);
}

export function notCharged(
  attempt: Attempt,
  reason: NotChargedReason,
  now: Now,
  more: { said?: string; status?: number } = {},
): Step {
  const said = more.said || null;
  return [
    { kind: 'not-charged', attempt, atMs: now.serverMs, reason },
    [
      journal(
        'outcome.not-charged',
        attempt,
        {
          reason,
          ...(more.status === undefined ? {} : { status: more.status }),
          ...(said === null ? {} : { said }),
        },
        // What left this computer stays under the standing watch; only what surely did not needs none.
        attempt.sentAtMs === 0 || reason === 'not-sent' ? { open: false } : {},
      ),
      { do: 'unwatch' },
    ],
  ];
}

/** What a refusal in FEX's own words means for the cashier. */
export function refusalReason(refusal: Refusal, attempt: Attempt): NotChargedReason {
  const scan = attempt.flow === 'reverse';
  switch (refusal.status) {
    case 401:
      return 'refused-credentials';
    case 403:
      return scan ? 'refused-scan' : 'refused-counter';
    case 400:
    case 404:
      if (scan) return 'refused-wallet';
      return refusal.status === 404 ? 'refused-counter' : 'refused-other';
    case 409:
      return 'refused-counter';
    case 429:
      return 'refused-rate';
    default:
      // FEX turns a wallet code of the wrong form away as a bad field: to a cashier it is a code FEX does not know.
      return scan && refusal.said.includes('scan_token') ? 'refused-wallet' : 'refused-other';
  }
}

/** Why nothing was charged, once FEX says the intent ended unpaid. */
export function endReason(
  attempt: Attempt,
  cancelReason: CancelReason | null,
  status: 'cancelled' | 'expired',
) {
  if (cancelReason === 'no-code' || cancelReason === 'bad-answer') return cancelReason;
  if (status === 'cancelled' && cancelReason !== 'time-out') return 'cancelled';
  return attempt.flow === 'standard' ? 'expired' : 'not-approved';
}

export function startCancelling(
  state: { attempt: Attempt; known: Known },
  reason: CancelReason,
  now: Now,
): StateOf<'cancelling'> {
  return {
    kind: 'cancelling',
    attempt: state.attempt,
    known: state.known,
    reason,
    step: 'reading',
    refused: false,
    sinceMs: now.serverMs,
  };
}

export function unknownState(
  attempt: Attempt,
  known: Known | null,
  cause: StateOf<'unknown'>['cause'],
  now: Now,
  more: Partial<Pick<StateOf<'unknown'>, 'status' | 'cancelReason' | 'cancelSent' | 'found'>> = {},
): StateOf<'unknown'> {
  return {
    kind: 'unknown',
    attempt,
    known,
    cause,
    found: known === null ? 'asking' : 'in-progress',
    status: null,
    cancelReason: null,
    cancelSent: false,
    passing: false,
    sinceMono: now.monoMs,
    passesMade: 0,
    nextPassAtMono: known === null ? now.monoMs + 2_000 : null,
    lastPassClean: true,
    passBeganMs: null,
    passesAfterBound: 0,
    cleanAfterBound: 0,
    ...more,
  };
}

/** When the next pass is due: 2, 5, 10, 20, 40 s after the attempt became unknown, then every minute. */
export function nextPassAtMono(sinceMono: number, passesMade: number, nowMono: number): number {
  const planned = [2_000, 5_000, 10_000, 20_000, 40_000][passesMade];
  return planned === undefined ? nowMono + 60_000 : Math.max(sinceMono + planned, nowMono);
}

export function isOpen(state: State): state is OpenState {
  switch (state.kind) {
    case 'idle':
    case 'paid':
    case 'mismatch':
    case 'refunded':
    case 'settled':
    case 'not-charged':
      return false;
    default:
      return true;
  }
}

export function attemptOf(state: State): Attempt | null {
  return state.kind === 'idle' ? null : state.attempt;
}
