import type { Intent } from '../net/intent.ts';
import type { Event, Now, State, StateOf } from './machine-types.ts';
import {
  boundedBy,
  expiryOf,
  isOurs,
  journal,
  knownOf,
  nextPassAtMono,
  notCharged,
  type Step,
} from './moves.ts';

/** The moves of a payment that nobody knows the end of (money rules 3 and 4). */

/** What one look through FEX's list says of it. */
export function afterUnknownPass(state: State, event: Extract<Event, { type: 'pass' }>, now: Now): Step {
  const { result } = event;
  if (state.kind !== 'unknown' || state.known !== null || state.attempt.attemptId !== event.attemptId)
    return [state, []];
  // One that cannot be ours is no absence either: the look says nothing.
  if (result.kind === 'found' && isOurs(result.intent, state.attempt)) return adopt(state, result.intent);
  const passesMade = state.passesMade + 1;
  // It counts only if it was begun when nobody new could be charged any more, and FEX's time was sure then.
  const bound = state.passBeganMs !== null && state.passBeganMs >= state.attempt.chargeableUntilMs;
  const passesAfterBound = state.passesAfterBound + (bound ? 1 : 0);
  const clean = result.kind === 'absent';
  const cleanAfterBound = state.cleanAfterBound + (bound && clean ? 1 : 0);
  if (cleanAfterBound >= 2) return notCharged(state.attempt, 'absent', now);
  return [
    {
      ...state,
      passing: false,
      passesMade,
      passBeganMs: null,
      passesAfterBound,
      cleanAfterBound,
      lastPassClean: clean,
      found: clean ? (bound ? 'not-found' : 'not-found-may-arrive') : state.found,
      nextPassAtMono:
        bound && passesAfterBound === 1
          ? now.monoMs + 10_000
          : nextPassAtMono(state.sinceMono, passesMade, now.monoMs),
    },
    [],
  ];
}

export function adopt(state: StateOf<'unknown'>, intent: Intent): Step {
  if (!isOurs(intent, state.attempt)) return [state, []];
  const known = knownOf(intent, state.attempt);
  return [
    {
      ...state,
      attempt: boundedBy(state.attempt, intent),
      known,
      found: 'in-progress',
      passing: false,
      nextPassAtMono: null,
    },
    [
      journal('attempt.adopted', state.attempt, {
        intentId: known.intentId,
        status: intent.status,
        ...expiryOf(known, intent),
      }),
      { do: 'watch', intentId: known.intentId },
      { do: 'read' },
    ],
  ];
}

export function check(state: State, attemptId: string, now: Now): Step {
  if (state.kind !== 'unknown' || state.attempt.attemptId !== attemptId) return [state, []];
  if (state.known !== null) return [state, [{ do: 'read' }]];
  return state.passing ? [state, []] : startPass(state, now);
}

export function startPass(state: StateOf<'unknown'>, now: Now): Step {
  const passBeganMs = now.fresh ? now.serverMs : null;
  return [
    { ...state, passing: true, passBeganMs, nextPassAtMono: null },
    [{ do: 'pass', attempt: state.attempt }],
  ];
}

/** A manager's word ends what FEX says nothing about; it is watched on (money rule 4). */
export function settle(state: State, event: Extract<Event, { type: 'settle' }>, now: Now): Step {
  if (state.kind !== 'unknown' || state.attempt.attemptId !== event.attemptId) return [state, []];
  if (!canSettle(state, now)) return [state, []];
  const { paid, who, why, by } = event;
  return [
    { kind: 'settled', attempt: state.attempt, atMs: now.serverMs, paid, who },
    [journal('outcome.settled-by-hand', state.attempt, { paid, who, why }, { by }), { do: 'unwatch' }],
  ];
}

/** Nobody new can be charged any more. It needs no fresh time: a manager answers for it. */
export function canSettle(state: StateOf<'unknown'>, now: Now): boolean {
  return now.serverMs >= state.attempt.chargeableUntilMs;
}

/** The pass that is made as soon as nobody new can be charged; unsure time waits for the next planned one. */
export function dueAtBound(state: StateOf<'unknown'>, now: Now): boolean {
  return now.fresh && now.serverMs >= state.attempt.chargeableUntilMs && state.passesAfterBound === 0;
}
