import { type Done, done, failed } from '../../../shared/failures.ts';
import type { RecoveryView } from '../../../shared/recovery.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Halts } from '../payments/halts.ts';
import type { Rebuild } from '../payments/rebuild.ts';
import type { JournalDamage } from '../ports.ts';
import type { Approve } from '../staff/approve.ts';
import type { JournalHealth } from './journal-health.ts';
import type { TakeOver } from './take-over.ts';

/**
 * The one way back to charging after the record was damaged or this till looked copied: FEX's lists are read,
 * what they tell of is put into the record, and a manager confirms having seen it (money rule 11).
 */
export interface Recovery {
  /** Null unless charging waits for it. */
  view(): RecoveryView | null;
  isNeeded(): boolean;
  confirm(confirmed: boolean): Promise<Done>;
  /** From here on FEX may be asked, and is where charging waits for it. */
  start(): void;
  /** Whether charging waits for it may have changed. */
  look(): void;
  /** What is told of it may have changed. */
  tell(): void;
}

/** The gravest is told; a broken file comes first, because nobody can confirm it away. */
const gravestFirst: readonly JournalDamage['kind'][] = ['broken', 'set-aside', 'changed'];

export function createRecovery(options: {
  halts: Halts;
  takeOver: TakeOver;
  health: JournalHealth;
  rebuild: Pick<Rebuild, 'begin' | 'isDone' | 'view'>;
  serverClock: ServerClock;
  approve: Approve;
  onChange(view: RecoveryView | null): void;
}): Recovery {
  const { halts, takeOver, health, rebuild, serverClock, approve } = options;

  const damageNow = () =>
    gravestFirst.flatMap((kind) => health.unseen().filter((damage) => damage.kind === kind)).at(0) ?? null;
  const isNeeded = () => takeOver.sign() !== null || damageNow() !== null;
  let started = false;
  let wasNeeded = false;
  let told = 'null';

  function view(): RecoveryView | null {
    const damage = damageNow();
    const sign = takeOver.sign();
    if (damage === null && sign === null) return null;
    return {
      journal:
        damage === null
          ? null
          : { kind: damage.kind, file: damage.file ?? null, said: damage.sentence.slice(0, 400) },
      copied: sign === null ? null : { sign },
      rebuild: rebuild.view(),
      canConfirm: damage?.kind !== 'broken' && rebuild.isDone(),
    };
  }

  function tell(): void {
    const now = view();
    const text = JSON.stringify(now);
    if (text === told) return;
    told = text;
    options.onChange(now);
  }

  return {
    isNeeded,
    view,
    tell,
    start() {
      started = true;
      if (isNeeded()) rebuild.begin();
    },
    look() {
      const needed = isNeeded();
      if (needed && !wasNeeded && started) rebuild.begin();
      wasNeeded = needed;
      tell();
    },
    async confirm(confirmed) {
      if (!isNeeded() || damageNow()?.kind === 'broken') return failed('not-possible-now');
      // The moment of the change is what tells older rows from newer ones: it has to be FEX's.
      if (!serverClock.isFresh()) return failed('offline');
      if (!rebuild.isDone()) return failed('rebuild-first');
      const lost = health.unseen().some(({ kind }) => kind === 'set-aside');
      const anew = lost || takeOver.sign() !== null;
      const approval = await approve(anew ? 'take-over' : 'accept-journal', confirmed);
      if (!approval.ok) return failed(approval.failure);
      if (anew) {
        const renewed = await takeOver.renew(approval.actor);
        if (!renewed.ok) return renewed;
      }
      if (health.unseen().length === 0) return done;
      const seen = await health.acknowledge(approval.actor);
      return seen.ok && halts.has('journal-damaged') ? failed('not-possible-now') : seen;
    },
  };
}
