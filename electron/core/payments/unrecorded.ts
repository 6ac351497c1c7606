import type { Event, State } from './machine-types.ts';

/**
 * What becomes of an event whose row is not on the disk, so that its effect must not happen.
 * `look-on`: the new state holds, and only its looks are run. `forget`: as if it had never been asked.
 * `not-sent`: nothing left this computer, or FEX refused what did. `again`: said once and not again, so it is
 * tried until it can be recorded. `tick`: it comes back by itself.
 */
export type Unrecorded = 'look-on' | 'forget' | 'not-sent' | 'again' | 'tick';

export function whenUnrecorded(state: State, event: Event, next: State): Unrecorded {
  if (needsNoRow(state, event, next)) return 'look-on';
  // A cashier who was told "not now" must not find it done later.
  if (event.type === 'cancel' || event.type === 'next' || event.type === 'settle') return 'forget';
  if (event.type === 'token' && state.kind === 'sending') return 'not-sent';
  return event.type === 'read' || event.type === 'tick' ? 'tick' : 'again';
}

/** A code leaves the screen, and what was open before is watched again. */
function needsNoRow(state: State, event: Event, next: State): boolean {
  if (event.type === 'resume') return true;
  return state.kind === 'showing-qr' && (next.kind === 'cancelling' || next.kind === 'unknown');
}
