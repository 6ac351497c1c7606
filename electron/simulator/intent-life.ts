import type { ChargeFields } from './body-fields.ts';
import { newId } from './ids.ts';
import { qrDataOf } from './intent-json.ts';
import type { Sim } from './sim.ts';
import type { IntentRecord } from './state.ts';

export const openStatuses: ReadonlySet<string> = new Set(['pending', 'pending_approval']);

export interface NewIntent extends ChargeFields {
  readonly merchantId: string;
  readonly counterId: string | null;
  readonly targetWalletId: string | null;
}

/** Puts a new intent into the books and sets its expiry. Never de-duplicates: FEX has no idempotency keys. */
export function addIntent(sim: Sim, fields: NewIntent, createdAtMs = sim.clock.nowMs()): IntentRecord {
  const id = newId(sim.random, 'pi', sim.settings.idForm);
  const scan = fields.targetWalletId !== null;
  const intent: IntentRecord = {
    id,
    sequence: ++sim.state.sequence,
    merchantId: fields.merchantId,
    counterId: fields.counterId,
    flow: scan ? 'scan' : 'standard',
    amountMinor: fields.amountMinor,
    currency: fields.currency,
    status: scan ? sim.settings.scanStatus : 'pending',
    description: fields.description,
    reference: fields.reference,
    callbackUrl: fields.callbackUrl,
    metadata: fields.metadata,
    qrData: scan ? null : qrDataOf(sim, { ...fields, id }),
    qrPng: null,
    targetWalletId: fields.targetWalletId,
    completedBy: null,
    refundStatus: null,
    refundLedgerTxId: null,
    createdAtMs,
    updatedAtMs: createdAtMs,
    // Whole seconds, so that the printed created_at + expires_in is the printed expires_at.
    expiresAtMs: (Math.floor(createdAtMs / 1000) + fields.expiresInS) * 1000,
    completedAtMs: null,
    completedAtWallMs: null,
    refundDueAtMs: null,
    draws: [],
  };
  sim.state.intents.set(id, intent);
  prune(sim);
  watchExpiry(sim, intent);
  return intent;
}

/** The job that ends an unpaid intent. */
export function watchExpiry(sim: Sim, intent: IntentRecord): void {
  sim.at(intent.expiresAtMs + sim.settings.expiryDelayMs, () => {
    if (sim.state.intents.get(intent.id) !== intent) return;
    expireIfDue(sim, intent);
    // Still open only where the delay was raised meanwhile, or the clock was set back.
    if (openStatuses.has(intent.status)) watchExpiry(sim, intent);
  });
}

/** Ends an unpaid intent whose time has passed; also called before every read. */
export function expireIfDue(sim: Sim, intent: IntentRecord): void {
  if (!openStatuses.has(intent.status)) return;
  if (sim.clock.nowMs() < intent.expiresAtMs + sim.settings.expiryDelayMs) return;
  setStatus(sim, intent, 'expired');
  sim.webhooks.emit('payment.expired', intent);
}

export function setStatus(sim: Sim, intent: IntentRecord, status: string): void {
  intent.status = status;
  intent.updatedAtMs = sim.clock.nowMs();
  if (status === 'completed') {
    intent.completedAtMs = intent.updatedAtMs;
    intent.completedAtWallMs = sim.wallNowMs();
  }
  sim.changed();
}

function prune(sim: Sim): void {
  const { intents } = sim.state;
  if (intents.size <= sim.maxIntents) return;
  for (const [id, intent] of intents) {
    if (intents.size <= sim.maxIntents) return;
    if (!openStatuses.has(intent.status) && intent.refundDueAtMs === null) intents.delete(id);
  }
}
