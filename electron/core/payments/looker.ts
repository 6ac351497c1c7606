import {
  type Looked,
  type LookTools,
  lookThrough,
  type PassResult,
  passResultOf,
  type Sought,
} from './list-pass.ts';

/** Looks through FEX's list one at a time. A payment that somebody waits for goes before the standing watch. */
export interface Looker {
  /** For the payment on the screen. A look of the standing watch gives way to it. */
  now(sought: Sought): Promise<PassResult>;
  /** One look for all of these, to its end; not clean where it had to give way. */
  all(soughts: readonly Sought[]): Promise<Looked>;
}

export function createLooker(options: {
  tools: Omit<LookTools, 'giveUp'>;
  /** Hears every look, for what it saw besides. */
  onLooked(looked: Looked): void;
}): Looker {
  const { tools, onLooked } = options;
  let tail: Promise<unknown> = Promise.resolve();
  let urgent = 0;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = tail.then(work);
    tail = result.catch(() => {});
    return result;
  }

  return {
    async now(sought) {
      urgent += 1;
      const looked = await inTurn(() => lookThrough([sought], tools, true)).finally(() => {
        urgent -= 1;
      });
      onLooked(looked);
      return passResultOf(looked, sought, null);
    },
    async all(soughts) {
      const looked = await inTurn(() => lookThrough(soughts, { ...tools, giveUp: () => urgent > 0 }, false));
      onLooked(looked);
      return looked;
    },
  };
}
