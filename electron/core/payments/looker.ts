import type { LedgerRow, Read } from '../net/fex-client.ts';
import { lookInLedger } from './ledger-look.ts';
import {
  type Looked,
  type LookTools,
  lookThrough,
  type PassResult,
  passResultOf,
  type Sought,
} from './list-pass.ts';

/**
 * Looks through FEX's list one at a time, then through its ledger for what the list does not show. A payment
 * that somebody waits for goes before the standing watch.
 */
export interface Looker {
  /** For the payment on the screen. A look of the standing watch gives way to it. */
  now(sought: Sought): Promise<PassResult>;
  /**
   * One look for all of these, to its end; not clean where it had to give way. An empty reference only says how
   * far back to look. `by`: who may want it ended before, and hear how far it is.
   */
  all(soughts: readonly Sought[], by?: LookedFor): Promise<Looked>;
}

export interface LookedFor {
  giveUp(): boolean;
  onPage(pages: number): void;
}

/** Far more than a shop makes in a day; the oldest go first. */
const mostLearnt = 5_000;

export function createLooker(options: {
  tools: Omit<LookTools, 'giveUp' | 'learnt' | 'onPage'> & { ledger(): Promise<Read<LedgerRow[]>> };
  /** Hears every look, for what it saw besides. */
  onLooked(looked: Looked): void;
}): Looker {
  const { tools, onLooked } = options;
  let tail: Promise<unknown> = Promise.resolve();
  let urgent = 0;
  const learnt = new Map<string, string | null>();
  /** Not every token may read the ledger; one refusal hides it for this run. */
  let ledgerRefused = false;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = tail.then(work);
    tail = result.catch(() => {});
    return result;
  }

  async function ledger(): Promise<Read<LedgerRow[]>> {
    const read = await tools.ledger();
    if (read.kind === 'refused') ledgerRefused = true;
    return read;
  }

  async function look(soughts: readonly Sought[], urgently: boolean, by?: LookedFor): Promise<Looked> {
    const giveUp = urgently ? {} : { giveUp: () => urgent > 0 || by?.giveUp() === true };
    const looked = await lookThrough(soughts, { ...tools, learnt, ...by, ...giveUp }, urgently);
    for (const id of learnt.keys()) {
      if (learnt.size <= mostLearnt) break;
      learnt.delete(id);
    }
    const missing = soughts.filter(({ reference }) => reference !== '' && !looked.found.has(reference));
    if (missing.length === 0 || ledgerRefused) return looked;
    const seen = new Set(looked.rows.flatMap((row) => (row.reference === null ? [] : [row.id])));
    const { intents, doubtful } = await lookInLedger(missing, {
      ledger,
      get: tools.get,
      isKnown: (intentId) => seen.has(intentId) || learnt.has(intentId) || tools.ownerOf(intentId) !== null,
      learn: (intentId, reference) => void learnt.set(intentId, reference),
    });
    if (intents.length + doubtful.size === 0) return looked;
    const found = new Map(looked.found);
    for (const intent of intents)
      if (intent.reference !== null)
        found.set(intent.reference, [...(found.get(intent.reference) ?? []), intent]);
    return { ...looked, found, doubtful: new Set([...looked.doubtful, ...doubtful]) };
  }

  return {
    async now(sought) {
      urgent += 1;
      const looked = await inTurn(() => look([sought], true)).finally(() => {
        urgent -= 1;
      });
      onLooked(looked);
      return passResultOf(looked, sought, null);
    },
    async all(soughts, by) {
      const looked = await inTurn(() => look(soughts, false, by));
      onLooked(looked);
      return looked;
    },
  };
}
