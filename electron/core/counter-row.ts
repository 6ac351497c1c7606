import type { ServerClock } from './net/server-clock.ts';
import type { Actor, Clock, JournalBody, JournalRow } from './ports.ts';

/** When a row was written, by this computer and, where it is known, by FEX. */
export interface RowTimes {
  wallMs: number;
  serverMs: number | null;
}

export function rowTimes(clock: Clock, serverClock: ServerClock): RowTimes {
  return { wallMs: clock.wallMs(), serverMs: serverClock.knownMs() };
}

/** A row that is about the counter itself and no payment. */
export function counterRow(
  type: string,
  actor: Actor,
  { wallMs, serverMs }: RowTimes,
  body: JournalBody = {},
): JournalRow {
  return { type, actor, atMs: wallMs, serverMs, saleId: null, attemptId: null, reference: null, body };
}
