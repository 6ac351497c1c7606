import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, Journal, JournalBody, JournalHead } from '../ports.ts';
import { PairingStop } from './pairing-state.ts';
import type { RecordTest } from './test-payments.ts';

/** What pairing puts on the record: every call with an effect before it is made, and every test as a test. */
export interface PairingRecorder {
  record(type: string, body: JournalBody): Promise<JournalHead>;
  recordTest: RecordTest;
}

export function createPairingRecorder(parts: {
  journal: Pick<Journal, 'append'>;
  clock: Clock;
  serverClock: ServerClock;
}): PairingRecorder {
  const { journal, clock, serverClock } = parts;

  async function append(
    type: string,
    body: JournalBody,
    test: { attemptId: string; reference: string } | null,
  ): Promise<JournalHead> {
    const [atMs, serverMs] = [clock.wallMs(), serverClock.knownMs()];
    const about = { saleId: null, attemptId: test?.attemptId ?? null, reference: test?.reference ?? null };
    try {
      return await journal.append([{ type, actor: 'manager (unproved)', atMs, serverMs, ...about, body }]);
    } catch {
      throw new PairingStop('journal-unwritable');
    }
  }

  return {
    record: (type, body) => append(type, body, null),
    async recordTest(type, test, body) {
      await append(type, body, test);
    },
  };
}
