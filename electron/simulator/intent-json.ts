import { isoSeconds } from './ids.ts';
import { jsonAmount } from './money.ts';
import type { Sim } from './sim.ts';
import type { IntentRecord } from './state.ts';

const brokenPng = 'data:image/png;base64,aGFsZiBhIHBpY3R1cmU=';

type QrSubject = Pick<IntentRecord, 'id' | 'amountMinor' | 'currency' | 'merchantId'>;

/** The intent's `qr_data` in one of the two documented forms, null where the settings leave it out. */
export function qrDataOf(sim: Sim, intent: QrSubject): string | null {
  const { qrData } = sim.settings;
  return qrData === 'absent' ? null : qrText(sim, intent, qrData);
}

function qrText(sim: Sim, intent: QrSubject, form: 'json' | 'uri'): string {
  const amount = jsonAmount(intent.amountMinor, intent.currency, sim.settings.amountStyle);
  if (form === 'json') {
    return JSON.stringify({
      payment_intent_id: intent.id,
      amount,
      currency: intent.currency,
      merchant_id: intent.merchantId,
      merchant_name: sim.state.merchants.get(intent.merchantId)?.name ?? null,
    });
  }
  const query = new URLSearchParams({
    intent: intent.id,
    amount: String(amount),
    currency: intent.currency,
    merchant: intent.merchantId,
  });
  return `fex://pay?${query}`;
}

function qrPngOf(sim: Sim, intent: IntentRecord): string | null {
  const { qrPng } = sim.settings;
  if (qrPng === 'absent' || intent.flow === 'scan') return null;
  if (qrPng === 'broken') return brokenPng;
  if (qrPng === 'differs') return sim.drawQr(`fex://pay?intent=${intent.id}&other=form`);
  // Without `qr_data` the picture is all there is, and can still be paid.
  intent.qrPng ??= sim.drawQr(intent.qrData ?? qrText(sim, intent, 'json'));
  return intent.qrPng;
}

/** The whole payment-intent object (FEX docs: union of all examples). */
export function intentJson(sim: Sim, intent: IntentRecord): Record<string, unknown> {
  return {
    id: intent.id,
    merchant_id: intent.merchantId,
    merchant_name: sim.state.merchants.get(intent.merchantId)?.name ?? null,
    amount: jsonAmount(intent.amountMinor, intent.currency, sim.settings.amountStyle),
    currency: intent.currency,
    status: intent.status,
    expires_at: isoSeconds(intent.expiresAtMs),
    description: intent.description,
    qr_code_url: qrPngOf(sim, intent),
    qr_data: intent.qrData,
    target_wallet_id: intent.targetWalletId,
    completed_by: intent.completedBy,
    refund_status: intent.refundStatus,
    refund_ledger_tx_id: intent.refundLedgerTxId,
    counter_id: intent.counterId,
    reference: intent.reference,
    callback_url: intent.callbackUrl,
    metadata: intent.metadata,
    created_at: isoSeconds(intent.createdAtMs),
    updated_at: isoSeconds(intent.updatedAtMs),
    ...(sim.settings.completedAtInIntent
      ? { completed_at: intent.completedAtMs === null ? null : isoSeconds(intent.completedAtMs) }
      : {}),
  };
}

const guideCreateFields = [
  'id',
  'merchant_id',
  'merchant_name',
  'amount',
  'currency',
  'description',
  'status',
  'qr_code_url',
  'qr_data',
  'expires_at',
  'reference',
  'created_at',
];
const guideScanFields = ['id', 'status', 'amount', 'expires_at'];

/** The intent as the answer to its creation shows it: whole, or the few fields of the guides. */
export function createdIntentJson(sim: Sim, intent: IntentRecord): Record<string, unknown> {
  const whole = intentJson(sim, intent);
  if (sim.settings.createAnswer === 'full') return whole;
  const fields = intent.flow === 'scan' ? guideScanFields : guideCreateFields;
  return Object.fromEntries(fields.map((field) => [field, whole[field]]));
}
