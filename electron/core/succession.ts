import { strangerIn } from './bridge-server.ts';
import type { CounterForShell } from './shell-port.ts';

type Hear = Parameters<CounterForShell['onEvent']>[0];

/**
 * One window, and one counter after another behind it: first the pairing, then the counter that was paired; or
 * the same one anew, once its keychain is open. The page is told, and begins anew as well.
 */
export async function openInSuccession(
  open: (reopen: () => void) => Promise<CounterForShell>,
  /** The only origins a call may come from, also while there is no counter to ask. */
  origins: readonly string[],
): Promise<CounterForShell> {
  const hearers = new Set<Hear>();
  let ended = false;
  let changing = false;
  const first = await opened();
  let current: Promise<CounterForShell> = Promise.resolve(first);

  async function opened(): Promise<CounterForShell> {
    const counter = await open(reopen);
    counter.onEvent((event, body) => {
      for (const hear of hearers) hear(event, body);
    });
    return counter;
  }

  function reopen(): void {
    if (changing || ended) return;
    changing = true;
    const before = current;
    current = before
      .then((counter) => counter.dispose())
      .then(opened)
      .finally(() => {
        changing = false;
      });
    // One that cannot open says why to the page that asks it.
    current
      .catch(() => {})
      .then(() => {
        for (const hear of hearers) hear('app.reopened', null);
      });
  }

  return {
    painted: first.painted,
    // Training is never followed by anything.
    ...(first.wantsPairing !== undefined ? { wantsPairing: first.wantsPairing } : {}),
    bridge: {
      async answer(sender, raw) {
        try {
          return await (await current).bridge.answer(sender, raw);
        } catch (error) {
          // What kept the counter from opening, folders of this computer among it, is told to its own page alone.
          const stranger = strangerIn(sender, origins);
          if (stranger !== null)
            return { ok: false, call: '', ...stranger, message: `call: ${stranger.message}` };
          const message = error instanceof Error ? error.message : 'the counter could not open';
          return { ok: false, code: 'failed', call: '', message };
        }
      },
    },
    onEvent(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    async dispose() {
      ended = true;
      await current.then((counter) => counter.dispose()).catch(() => {});
      hearers.clear();
    },
  };
}
