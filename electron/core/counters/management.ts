import type { CallArgs, CallName } from '../../../shared/contract.ts';
import type { CountersView, OpenPayment } from '../../../shared/counters.ts';
import { type Done, done, failed } from '../../../shared/failures.ts';
import type { Handlers } from '../bridge-server.ts';
import { counterRow, rowTimes } from '../counter-row.ts';
import type { Actor, CounterIdentity, Journal, JournalBody, Stop, Store, Vault } from '../ports.ts';
import type { Approve } from '../staff/approve.ts';
import type { WebhookSecrets } from '../updates/webhook-secrets.ts';
import {
  CountersStop,
  changeOf,
  deactivateCounter,
  type RecordAct,
  rotateSecret,
  stopped,
  updateCounter,
} from './counter-acts.ts';
import { createCountersReading } from './counters-reading.ts';
import type { FexCounter } from './fex-counter.ts';
import {
  askOfOwn,
  keptKeys,
  type MerchantKeys,
  type MerchantVisit,
  signInVisit,
  type VisitParts,
} from './merchant-visit.ts';
import { type ChosenCounter, chosenOf, readOpenPayments } from './open-payments.ts';
import type { OwnCounter } from './own-counter.ts';
import { stopFrom } from './pairing-state.ts';

export type CountersCall = Extract<CallName, `counters.${string}`>;

/**
 * A manager looks after the merchant's counters: a visit with the merchant's keys, typed for it or kept by the
 * pairing. It ends with its sheet, with whoever is signed in, or after a while; the keys are forgotten then. It
 * sends no payment and holds none up.
 */
export interface Management {
  handlers: Pick<Handlers, CountersCall>;
  /** FEX refuses this counter's own key: where the merchant's was kept, it can tell whether it was deactivated. */
  lookAtOwn(): Promise<void>;
  /** Another payment, or none, is on the screen. */
  paymentChanged(): void;
  personChanged(): void;
  /** Something it shows changed elsewhere. */
  tell(): void;
  dispose(): void;
}

const visitIdleMs = 10 * 60_000;

export function createManagement(options: {
  identity: Pick<CounterIdentity, 'apiUrl' | 'tokenUrl' | 'counterId' | 'environment'>;
  platform: Omit<VisitParts, 'identity'>;
  /** This till is a real counter, paired. */
  paired: boolean;
  store: Store;
  vault: Pick<Vault, 'get'>;
  journal: Pick<Journal, 'append'>;
  own: OwnCounter;
  secrets: WebhookSecrets;
  /** This counter has a new webhook secret. */
  onRotated(): void;
  approve: Approve;
  /** Who is signed in, as long as nobody else is. */
  signedIn(): string | null;
  /** A payment is on the screen that is not over. */
  isBusy(): boolean;
  /** Something of this till's is open, on the screen or not. */
  isOpen(): boolean;
  onChange(view: CountersView): void;
}): Management {
  const { identity, platform, store, vault, own, approve } = options;
  const { clock, serverClock } = platform;
  let visit: MerchantVisit | null = null;
  let entered: { by: string | null; actor: Actor } | null = null;
  let busy = false;
  let chosen: { counter: FexCounter; open: ChosenCounter } | null = null;
  let trouble: CountersView['trouble'] = null;
  let stopIdle: Stop = () => {};
  let disposed = false;

  const reading = createCountersReading({
    counterId: identity.counterId,
    nowMs: serverClock.nowMs,
    isBusy: options.isBusy,
    seen: own.seen,
    failed(what) {
      trouble = what;
    },
    onChange: change,
  });

  function view(): CountersView {
    const step = visit !== null ? 'list' : entered !== null ? 'keys' : 'closed';
    const open = chosen?.open ?? null;
    const about = { clientId: visit?.clientId ?? null, chosen: open, rotation: options.secrets.view() };
    return { step, busy, ...reading.view(), ...about, trouble };
  }
  function change(): void {
    if (!disposed) options.onChange(view());
  }

  function leave(): void {
    stopIdle();
    visit?.close();
    visit = null;
    entered = null;
    [chosen, trouble] = [null, null];
    reading.clear();
  }
  function stayOn(): void {
    stopIdle();
    stopIdle = clock.after(visitIdleMs, leave);
  }

  async function record(type: string, actor: Actor, body: JournalBody): Promise<void> {
    try {
      await options.journal.append([counterRow(type, actor, rowTimes(clock, serverClock), body)]);
    } catch {
      throw new CountersStop('journal-unwritable');
    }
  }

  const recordBy =
    (actor: Actor): RecordAct =>
    (type, body) =>
      record(type, actor, body);

  /** One thing at a time within a visit; what stops it becomes a sentence. */
  async function run(work: () => Promise<void>): Promise<Done> {
    if (busy) return failed('busy');
    stayOn();
    [busy, trouble] = [true, null];
    change();
    try {
      await work();
    } catch (error) {
      const stop = error instanceof CountersStop ? error : stopFrom(error);
      if (stop === null) throw error;
      platform.log.warn('counters.stopped', { trouble: stop.trouble });
      trouble = { code: stop.trouble, detail: stop.detail };
    } finally {
      busy = false;
      change();
    }
    return done;
  }

  async function signIn(keys: MerchantKeys): Promise<void> {
    const by = entered;
    const opened = await signInVisit(keys, identity.counterId, { identity, ...platform });
    // Somebody went away meanwhile.
    if (by === null || entered !== by || disposed) return opened.visit.close();
    visit?.close();
    visit = opened.visit;
    await record('counters.entered', by.actor, { clientId: keys.clientId });
    own.seen(opened.own);
    reading.begin(opened.visit);
  }

  function choose(counter: FexCounter, open: ChosenCounter): void {
    chosen = { counter, open };
    change();
  }
  const shown = (counter: FexCounter, open: OpenPayment[] | null) =>
    chosenOf(reading.shown(counter), counter.webhookUrl, open);
  const openAt = (at: MerchantVisit, counterId: string) =>
    readOpenPayments(at.fex, counterId, serverClock.nowMs(), reading.gate);

  async function lookAt(at: MerchantVisit, counterId: string): Promise<void> {
    const answer = await at.counters.get(counterId);
    if (answer.kind === 'refused' && answer.status === 404) throw new CountersStop('counter-gone');
    if (answer.kind !== 'done') throw stopped(answer);
    reading.put(answer.value);
    own.seen(answer.value);
    choose(answer.value, shown(answer.value, null));
    const open = await openAt(at, counterId);
    if (visit === at) choose(answer.value, shown(answer.value, open));
  }

  async function changed(at: MerchantVisit, counter: FexCounter): Promise<void> {
    reading.put(counter);
    own.seen(counter);
    if (visit !== at || chosen === null) return;
    const { webhookUrl } = counter;
    choose(counter, { ...chosen.open, counter: reading.shown(counter), webhookUrl });
  }

  /** Nothing may begin here while FEX is asked to end this counter, and nothing may be open. */
  async function deactivate(at: MerchantVisit, counter: FexCounter, actor: Actor): Promise<void> {
    const isThis = counter.id === identity.counterId;
    const release = isThis ? own.hold() : () => {};
    try {
      if (isThis && options.isOpen()) throw new CountersStop('counter-open-payments');
      const open = await openAt(at, counter.id);
      if (isThis && open === null) throw new CountersStop('counter-unread');
      if (isThis && open !== null && open.length > 0)
        throw new CountersStop('counter-open-payments', String(open.length));
      await changed(at, await deactivateCounter(at, counter, open?.length ?? null, recordBy(actor)));
    } finally {
      release();
    }
  }

  /** What was shown to the manager, within a visit that is not over. */
  function subject(counterId: string): { at: MerchantVisit; counter: FexCounter } | null {
    if (visit === null || chosen === null || chosen.counter.id !== counterId) return null;
    return { at: visit, counter: chosen.counter };
  }

  async function enter({ confirmed }: CallArgs<'counters.enter'>): Promise<Done> {
    if (!options.paired) return failed('not-possible-now');
    const approval = await approve('counters', confirmed);
    if (!approval.ok) return failed(approval.failure);
    leave();
    entered = { by: options.signedIn(), actor: approval.actor };
    stayOn();
    change();
    const kept = await keptKeys(store, vault).catch(() => null);
    return kept === null ? done : run(() => signIn(kept));
  }

  return {
    handlers: {
      'counters.read': view,
      'counters.enter': enter,
      'counters.keys': ({ clientId, clientSecret }) => {
        if (entered === null) return failed('not-possible-now');
        return run(() => signIn({ clientId: clientId.trim(), clientSecret: clientSecret.trim() }));
      },
      'counters.again': () => {
        if (visit === null) return failed('not-possible-now');
        stayOn();
        trouble = null;
        reading.begin(visit);
        return done;
      },
      'counters.stop': () => (reading.stop() ? done : failed('not-possible-now')),
      'counters.list': ({ search, from }) => reading.rows(search, from),
      'counters.choose': ({ counterId }) => {
        const at = visit;
        if (at === null) return failed('not-possible-now');
        if (counterId !== null) return run(() => lookAt(at, counterId));
        [chosen, trouble] = [null, null];
        change();
        return done;
      },
      async 'counters.update'({ counterId, confirmed, ...typed }) {
        const about = subject(counterId);
        if (about === null) return failed('not-possible-now');
        const approval = await approve('change-counter', confirmed);
        if (!approval.ok) return failed(approval.failure);
        return run(async () => {
          const wanted = changeOf(typed, about.counter, identity.environment);
          if (Object.keys(wanted).length === 0) return;
          await changed(about.at, await updateCounter(about.at, counterId, wanted, recordBy(approval.actor)));
        });
      },
      async 'counters.rotate'({ confirmed }) {
        const about = subject(identity.counterId);
        if (about === null) return failed('not-possible-now');
        const approval = await approve('rotate-secret', confirmed);
        if (!approval.ok) return failed(approval.failure);
        return run(async () => {
          await rotateSecret(about.at, identity.counterId, options.secrets, recordBy(approval.actor));
          options.onRotated();
        });
      },
      async 'counters.deactivate'({ counterId, confirmed }) {
        const about = subject(counterId);
        if (about === null) return failed('not-possible-now');
        const approval = await approve('deactivate-counter', confirmed);
        if (!approval.ok) return failed(approval.failure);
        return run(() => deactivate(about.at, about.counter, approval.actor));
      },
      'counters.leave': () => {
        leave();
        return done;
      },
    },
    async lookAtOwn() {
      const keys = options.paired ? await keptKeys(store, vault).catch(() => null) : null;
      if (keys === null || disposed) return;
      const counter = await askOfOwn(keys, identity.counterId, { identity, ...platform });
      if (counter !== null && !disposed) own.seen(counter);
    },
    paymentChanged() {
      if (!options.isBusy()) reading.goOn();
      if (!options.isOpen()) own.settled();
    },
    personChanged() {
      if (entered !== null && entered.by !== options.signedIn()) leave();
    },
    tell: change,
    dispose() {
      disposed = true;
      leave();
    },
  };
}
