import type { Bridge } from '../bridge.ts';
import { mirror, useCounter } from './counter-store.ts';
import { till, useTill } from './till-store.ts';

let linked: Bridge | null = null;

/** The bridge of this page, for the requests the screens make. */
export function counter(): Bridge {
  if (linked === null) throw new Error('asked the counter before the bridge was there');
  return linked;
}

const mostSnapshots = 5;

/**
 * Listens first, then asks for the snapshot. An event that arrives while the snapshot is under way may be
 * older or newer than it; asking once more is simpler than guessing.
 */
export async function linkCounter(bridge: Bridge): Promise<void> {
  linked = bridge;
  let disturbed = false;
  let filled = false;
  const heard = (apply: () => void): void => {
    disturbed = true;
    if (filled) apply();
  };
  bridge.listen('app.reopened', () => window.location.reload());
  bridge.listen('payment.changed', (body) =>
    heard(() => {
      leaveEntryBehind(body.payment);
      mirror.payment(body);
    }),
  );
  bridge.listen('connection.changed', (body) =>
    heard(() => {
      mirror.connection(body.connection, body.serverNowMs);
      const { state } = body.connection;
      if (state === 'live' || state === 'polling') till.hushIf('offline');
    }),
  );
  bridge.listen('counter.changed', (body) => heard(() => mirror.counter(body.counter)));
  bridge.listen('halt.changed', ({ halt }) =>
    heard(() => {
      mirror.halt(halt);
      if (halt === null) till.hushIf('charging-stopped');
    }),
  );
  bridge.listen('recovery.changed', ({ recovery }) => heard(() => mirror.recovery(recovery)));
  bridge.listen('staff.changed', (staff) => heard(() => mirror.staff(staff)));
  bridge.listen('books.changed', ({ books }) => heard(() => mirror.books(books)));
  bridge.listen('preferences.changed', ({ preferences }) => heard(() => mirror.preferences(preferences)));
  bridge.listen('camera.changed', ({ camera }) => heard(() => mirror.camera(camera)));
  for (let asked = 1; ; asked++) {
    disturbed = false;
    const snapshot = await bridge.call('app.snapshot', null);
    if (disturbed && asked < mostSnapshots) continue;
    mirror.fill(snapshot);
    filled = true;
    return;
  }
}

/** What was typed belongs to the sale that just started; digits typed after it belong to the next one. */
function leaveEntryBehind(payment: { kind: string; attemptId?: string }): void {
  const before = useCounter.getState().snapshot?.payment;
  // The sale that was to be tried again ended otherwise: it was paid after all, or somebody left it.
  if (useTill.getState().again !== null && payment.kind !== 'not-charged') till.saleStarted();
  if (before !== undefined && before.kind !== 'idle' && before.kind !== payment.kind) till.hush();
  if (before === undefined || payment.kind === 'idle') return;
  const same = before.kind !== 'idle' && before.attemptId === payment.attemptId;
  if (!same) till.saleStarted();
}
