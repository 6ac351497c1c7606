import { isoSeconds } from './ids.ts';
import { jsonAmount } from './money.ts';
import type { Sim } from './sim.ts';
import type { IntentRecord } from './state.ts';

/** The body of a webhook, field for field as documented (FEX docs: webhooks); no event id, no time of sending. */
export function webhookPayload(sim: Sim, event: string, intent: IntentRecord): Record<string, unknown> {
  return {
    event,
    payment_intent_id: intent.id,
    merchant_id: intent.merchantId,
    amount: jsonAmount(intent.amountMinor, intent.currency, sim.settings.amountStyle),
    currency: intent.currency,
    status: intent.status,
    completed_at: intent.completedAtMs === null ? null : isoSeconds(intent.completedAtMs),
    reference: intent.reference,
    metadata: intent.metadata,
  };
}

/** Where it goes: the intent's own URL, else its counter's, else nowhere. */
export function webhookUrlOf(sim: Sim, intent: IntentRecord): string | null {
  if (intent.callbackUrl !== null) return intent.callbackUrl;
  return intent.counterId === null ? null : (sim.state.counters.get(intent.counterId)?.webhookUrl ?? null);
}

/** The key it is signed with now; null = it goes out unsigned. */
export function webhookSecretOf(sim: Sim, intent: IntentRecord): string | null {
  if (intent.counterId !== null) return sim.state.counters.get(intent.counterId)?.webhookSecret ?? null;
  if (sim.settings.unboundWebhook === 'unsigned') return null;
  return sim.state.merchants.get(intent.merchantId)?.webhookSecret ?? null;
}
