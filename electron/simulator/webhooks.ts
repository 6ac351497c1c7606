import type {
  DeliveryAttempt,
  ForgeOrder,
  InstalledWebhookDial,
  SendEventOrder,
  WebhookDial,
} from '../../shared/sim-control.ts';
import { webhookSignature } from './signature.ts';
import type { Sim } from './sim.ts';
import type { IntentRecord } from './state.ts';
import { webhookPayload, webhookSecretOf, webhookUrlOf } from './webhook-payload.ts';
import type { Delivery, WebhookSender } from './webhook-sender.ts';

export interface Webhooks {
  /** Tells the receiver of this intent, as the dials allow. */
  emit(event: string, intent: IntentRecord): void;
  /** Sends the event now, past every dial; false when the intent is unknown or has no receiver. */
  sendNow(order: SendEventOrder): boolean;
  /** Sends a delivery again, byte for byte and with its first signature. */
  replay(deliveryId: string): boolean;
  /** Sends what FEX never would; false when there is nowhere to send it. */
  forge(order: ForgeOrder): boolean;
  addDial(dial: WebhookDial): InstalledWebhookDial;
  removeDial(dialId: string): boolean;
  dials(): readonly InstalledWebhookDial[];
  clearDials(): void;
  log(): readonly DeliveryAttempt[];
  quiet(): Promise<void>;
  clear(): void;
}

export function createWebhooks(sim: () => Sim, sender: WebhookSender): Webhooks {
  let dials: InstalledWebhookDial[] = [];
  let held: (() => void)[] = [];
  let count = 0;
  /** The first signature of every delivery, for replays and for the old-signature switch. */
  const firstSignatures = new Map<string, string | null>();

  const nextId = () => `delivery-${++count}`;

  function takeDial(event: string): InstalledWebhookDial | null {
    const dial = dials.find((one) => one.event === '*' || one.event === event) ?? null;
    if (dial?.times !== undefined) {
      const left = dial.times - 1;
      dials = dials.flatMap((one) => (one !== dial ? [one] : left > 0 ? [{ ...one, times: left }] : []));
    }
    return dial;
  }

  function styled(hex: string): string {
    const style = sim().settings.signatureStyle;
    return style === 'upper' ? hex.toUpperCase() : style === 'prefixed' ? `sha256=${hex}` : hex;
  }

  function remember(deliveryId: string, signature: string | null): void {
    firstSignatures.set(deliveryId, signature);
    const [oldest] = firstSignatures.keys();
    if (firstSignatures.size > 2_000 && oldest !== undefined) firstSignatures.delete(oldest);
  }

  function signer(deliveryId: string, intent: IntentRecord, body: string): () => string | null {
    return () => {
      const first = firstSignatures.get(deliveryId);
      if (first !== undefined && sim().settings.rotatedRetries === 'old-signature') return first;
      const secret = webhookSecretOf(sim(), intent);
      const signature = secret === null ? null : styled(webhookSignature(secret, body));
      if (first === undefined) remember(deliveryId, signature);
      return signature;
    };
  }

  function build(event: string, intent: IntentRecord, url: string): Delivery {
    const deliveryId = nextId();
    const body = JSON.stringify(webhookPayload(sim(), event, intent));
    return { deliveryId, intentId: intent.id, event, url, body, sign: signer(deliveryId, intent, body) };
  }

  function forged(kind: NonNullable<WebhookDial['forge']>, delivery: Delivery): Delivery {
    if (kind === 'unsigned') return { ...delivery, sign: () => null };
    if (kind === 'signature') return { ...delivery, sign: () => '0'.repeat(64) };
    const fields = JSON.parse(delivery.body) as Record<string, unknown>;
    if (kind === 'amount') fields.amount = 0.01;
    else fields.status = fields.status === 'completed' ? 'expired' : 'completed';
    // The signature stays the true body's, so it is wrong for this one.
    return { ...delivery, body: JSON.stringify(fields) };
  }

  function notSent(event: string, intent: IntentRecord, url: string | null, why: string): void {
    const body = JSON.stringify(webhookPayload(sim(), event, intent));
    const attempt = { deliveryId: nextId(), intentId: intent.id, event, attempt: 0, url, body };
    const atMs = sim().clock.nowMs();
    sender.note({ ...attempt, atMs, signature: null, status: null, failure: why, outcome: 'not-sent' });
  }

  function releaseHeld(): void {
    const waiting = held;
    held = [];
    for (const go of waiting) go();
  }

  function emit(event: string, intent: IntentRecord): void {
    const url = webhookUrlOf(sim(), intent);
    if (url === null) {
      notSent(event, intent, null, 'no receiver');
      return;
    }
    const dial = takeDial(event);
    if (dial?.never) {
      notSent(event, intent, url, 'dial: never');
      return;
    }
    const honest = build(event, intent, url);
    const delivery = dial?.forge === undefined ? honest : forged(dial.forge, honest);
    const after = (ms: number, fn: () => void) => sim().at(sim().clock.nowMs() + ms, fn);
    const go = () =>
      sender.send(delivery, () => {
        for (let copy = 0; copy < (dial?.duplicates ?? 0); copy++) sender.sendOnce(delivery);
        if (dial?.replayAfterMs !== undefined) after(dial.replayAfterMs, () => sender.sendOnce(delivery));
        if (!dial?.reorder) releaseHeld();
      });
    const start = dial?.delayMs === undefined ? go : () => after(dial.delayMs ?? 0, go);
    if (dial?.reorder) held.push(start);
    else start();
  }

  return {
    emit,
    sendNow({ event, intentId }) {
      const intent = sim().state.intents.get(intentId);
      const url = intent === undefined ? null : webhookUrlOf(sim(), intent);
      if (intent === undefined || url === null) return false;
      sender.send(build(event, intent, url));
      return true;
    },
    replay(deliveryId) {
      const delivery = sender.find(deliveryId);
      if (delivery === null) return false;
      const signature = firstSignatures.get(deliveryId);
      sender.sendOnce(signature === undefined ? delivery : { ...delivery, sign: () => signature });
      return true;
    },
    forge({ intentId, url: askedUrl, event = 'payment.completed', fields = {}, signature = '0'.repeat(64) }) {
      const intent = intentId === undefined ? undefined : sim().state.intents.get(intentId);
      const url = askedUrl ?? (intent === undefined ? null : webhookUrlOf(sim(), intent));
      if (url === null) return false;
      const payload = intent === undefined ? { event } : webhookPayload(sim(), event, intent);
      const body = JSON.stringify({ ...payload, ...fields });
      sender.sendOnce({
        deliveryId: nextId(),
        intentId: intentId ?? null,
        event,
        url,
        body,
        sign: () => signature,
      });
      return true;
    },
    addDial(dial) {
      const added = { ...dial, dialId: `dial-${++count}` };
      dials.push(added);
      return added;
    },
    removeDial(dialId) {
      const before = dials.length;
      dials = dials.filter((one) => one.dialId !== dialId);
      return dials.length < before;
    },
    dials: () => dials,
    clearDials() {
      dials = [];
    },
    log: sender.log,
    quiet: sender.quiet,
    clear() {
      dials = [];
      held = [];
      firstSignatures.clear();
      sender.clear();
    },
  };
}
