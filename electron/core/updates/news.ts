import type { FexClient, Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type {
  Clock,
  Hasher,
  Inbox,
  InboxSubject,
  Log,
  Stop,
  Vault,
  WebhookDoor,
  WebhookListener,
} from '../ports.ts';
import type { Connection } from './connection.ts';
import { createHints } from './hints.ts';
import { createWebhookGate } from './webhook-gate.ts';

/** What FEX sends by itself: heard at the door, kept, read, and missed where it does not come. */
export interface News {
  /** Opens the door, where this counter has one. */
  listen(): Promise<void>;
  /** Where the door is, or null. */
  url(): string | null;
  /** Works off what was kept. */
  wake(): void;
  /** A payment of this intent was read as paid: its webhook should come by now. */
  expect(intentId: string): void;
  dispose(): Promise<void>;
}

/** After a payment was read as paid its webhook has this long to arrive before news count as polled. */
const webhookGraceMs = 10_000;

export function createNews(options: {
  counterId: string;
  port: number | null;
  door: WebhookDoor;
  vault: Vault;
  hasher: Hasher;
  inbox: Inbox;
  clock: Clock;
  log: Log;
  fex: Pick<FexClient, 'get'>;
  connection: Pick<Connection, 'webhookArrived' | 'webhookMissed'>;
  /** The open payment: the intent it watches, or its reference while its id is unknown. */
  wanted(): InboxSubject;
  /** What a hint's read said of the open payment's intent. */
  onWatched(intentId: string, read: Read<Intent>): void;
  /** An intent nobody watched, as FEX gives it. */
  onIntent(intent: Intent): void;
}): News {
  const { counterId, port, door, vault, hasher, inbox, clock, log, connection } = options;
  /** Intents whose webhook arrived, until their payment is settled. */
  const announced = new Set<string>();
  let stopGrace: Stop = () => {};
  let listener: WebhookListener | null = null;

  const hints = createHints({
    inbox,
    clock,
    log,
    get: options.fex.get,
    wanted: options.wanted,
    onWatched: options.onWatched,
    onIntent: options.onIntent,
  });
  const gate = createWebhookGate({
    counterId,
    vault,
    hasher,
    inbox,
    clock,
    log,
    hear(hint) {
      connection.webhookArrived();
      if (announced.size < 1000) announced.add(hint.intentId);
      hints.wake();
    },
  });

  return {
    async listen() {
      if (port === null) return;
      try {
        listener = await door.open(port, gate);
      } catch (error) {
        // News are polled instead; nothing depends on webhooks.
        log.error('webhook.no-listener', { error: error instanceof Error ? error.message : 'unknown' });
      }
    },
    wake: hints.wake,
    url: () => listener?.url ?? null,
    expect(intentId) {
      stopGrace();
      stopGrace = clock.after(webhookGraceMs, () => {
        if (!announced.delete(intentId) && listener !== null) connection.webhookMissed();
      });
    },
    async dispose() {
      await listener?.close();
      hints.dispose();
      stopGrace();
    },
  };
}
