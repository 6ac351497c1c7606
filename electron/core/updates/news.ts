import { type Done, done, failed } from '../../../shared/failures.ts';
import type { ListenTrouble, NewsSetup, NewsView } from '../../../shared/news.ts';
import type { FexClient, Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { ServerClock } from '../net/server-clock.ts';
import {
  type Actor,
  type Clock,
  type CounterIdentity,
  type Hasher,
  type Http,
  type Inbox,
  type InboxSubject,
  type JournalBody,
  type Log,
  type Random,
  type Stop,
  type Store,
  type WebhookDoor,
  WebhookDoorError,
  type WebhookListener,
} from '../ports.ts';
import type { Approve } from '../staff/approve.ts';
import type { Connection } from './connection.ts';
import { createDeliveries } from './deliveries.ts';
import { createHints } from './hints.ts';
import { checkNewsSetup, fexUrlOf, placeOf, readNewsSetup, staysHere } from './news-setup.ts';
import { createSelfTest } from './self-test.ts';
import { createWebhookGate } from './webhook-gate.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

/**
 * How FEX's webhooks reach this counter: the listener a manager set up, and the proof that what is posted to its
 * public address arrives. Whatever goes wrong here, payments are polled for.
 */
export interface News {
  view(): NewsView;
  /** Where it listens, or null. */
  url(): string | null;
  /** Opens the door, where this counter has one. */
  listen(): Promise<void>;
  /** Works off what was kept. */
  wake(): void;
  save(typed: NewsSetup, confirmed: boolean): Promise<Done>;
  test(): Done;
  /** Resolves once no self-test is under way. */
  tested(): Promise<void>;
  /** A payment of this intent was read as paid: its webhook should come by now. */
  expect(intentId: string): void;
  dispose(): Promise<void>;
}

/** After a payment was read as paid its webhook has this long to arrive before news count as polled. */
const webhookGraceMs = 10_000;
/** A flood at the door must not become one at the page. */
const tellEveryMs = 250;

export function createNews(options: {
  identity: Pick<CounterIdentity, 'counterId' | 'environment' | 'webhookPort'>;
  door: WebhookDoor;
  secrets: Pick<WebhookSecrets, 'honoured' | 'verified'>;
  inbox: Inbox;
  http: Http;
  clock: Clock;
  serverClock: ServerClock;
  random: Random;
  hasher: Hasher;
  store: Store;
  log: Log;
  approve: Approve;
  /** Writes the decision into the journal; false where it could not be. */
  record(type: string, actor: Actor, body: JournalBody): Promise<boolean>;
  connection: Pick<Connection, 'webhookArrived' | 'webhookMissed' | 'webhookTested'>;
  fex: Pick<FexClient, 'get'>;
  /** The open payment: the intent it watches, or its reference while its id is unknown. */
  wanted(): InboxSubject;
  /** What a hint's read said of the open payment's intent. */
  onWatched(intentId: string, read: Read<Intent>): void;
  /** An intent nobody watched, as FEX gives it. */
  onIntent(intent: Intent): void;
  onChange(): void;
}): News {
  const { identity, door, clock, serverClock, store, log, connection } = options;
  const { counterId, environment } = identity;
  const canChange = environment !== 'training';
  let setup = readNewsSetup(store, identity, log);
  let listener: WebhookListener | null = null;
  let trouble: ListenTrouble | null = null;
  let missed = false;
  let turn: Promise<void> = Promise.resolve();
  let disposed = false;
  let told = false;
  let stopTelling: Stop = () => {};
  let stopGrace: Stop = () => {};
  /** Intents whose webhook arrived, until their payment is settled. */
  const announced = new Set<string>();

  function change(): void {
    if (disposed || told) return;
    told = true;
    stopTelling = clock.after(tellEveryMs, () => {
      told = false;
      options.onChange();
    });
  }

  const deliveries = createDeliveries(serverClock.nowMs);
  const selfTest = createSelfTest({
    ...options,
    nowMs: serverClock.nowMs,
    onChange(proved) {
      if (proved !== null) connection.webhookTested(proved);
      change();
    },
  });
  const hints = createHints({ ...options, get: options.fex.get });
  const gate = createWebhookGate({
    ...options,
    counterId,
    takeTest: selfTest.take,
    note(...what) {
      deliveries.note(...what);
      change();
    },
    hear(hint) {
      missed = false;
      connection.webhookArrived();
      if (announced.size < 1000) announced.add(hint.intentId);
      hints.wake();
    },
  });

  async function reopen(): Promise<void> {
    selfTest.aim(null);
    await listener?.close();
    listener = null;
    trouble = null;
    if (setup.mode !== 'off' && !disposed) {
      try {
        listener = await door.open(placeOf(setup), gate);
      } catch (error) {
        trouble = error instanceof WebhookDoorError ? error.reason : 'listener-failed';
        log.error('webhook.no-listener', { error: error instanceof Error ? error.message : 'unknown' });
      }
    }
    // Nothing is proved of what was just opened, and nothing arrives where nothing listens.
    connection.webhookTested(false);
    selfTest.aim(listener === null ? null : fexUrlOf(setup, counterId));
    change();
  }

  /** One opening at a time, in the order they were asked for. */
  function apply(): Promise<void> {
    turn = turn.then(reopen);
    return turn;
  }

  return {
    view: () => ({
      setup,
      canChange,
      listensAt: listener?.url ?? null,
      trouble,
      fexUrl: fexUrlOf(setup, counterId),
      test: selfTest.view(),
      missed,
      deliveries: deliveries.list(),
    }),
    url: () => listener?.url ?? null,
    listen: apply,
    wake: hints.wake,
    async save(typed, confirmed) {
      if (!canChange) return failed('not-possible-now');
      const checked = checkNewsSetup(typed, counterId);
      if (!checked.ok) return failed(checked.failure);
      const approval = await options.approve('news', confirmed);
      if (!approval.ok) return failed(approval.failure);
      // Who proved nothing opens no door to others, and has nothing posted to them.
      if (approval.actor === 'manager (unproved)' && !staysHere(checked.setup))
        return failed('needs-manager');
      const { mode, address, port, publicUrl, certFile } = checked.setup;
      const body = { mode, address, port, publicUrl, tls: certFile !== '' };
      if (!(await options.record('news.set-up', approval.actor, body))) return failed('not-recorded');
      try {
        store.write('news', checked.setup);
      } catch {
        log.warn('settings.not-written', { key: 'news' });
        return failed('settings-not-saved');
      }
      setup = checked.setup;
      void apply();
      return done;
    },
    test: () => selfTest.run(),
    tested: () => selfTest.ended(),
    expect(intentId) {
      stopGrace();
      stopGrace = clock.after(webhookGraceMs, () => {
        if (announced.delete(intentId) || listener === null) return;
        missed = true;
        connection.webhookMissed();
        change();
      });
    },
    async dispose() {
      disposed = true;
      stopTelling();
      stopGrace();
      hints.dispose();
      selfTest.dispose();
      await turn;
      await listener?.close();
    },
  };
}
