import { answer, refuse } from './answers.ts';
import { managingMerchantOf } from './caller.ts';
import type { Call, Handler } from './endpoint.ts';
import { isoSeconds } from './ids.ts';
import { decimalText } from './money.ts';
import { readPage, sliceOf } from './paging.ts';
import type { Sim } from './sim.ts';
import type { LedgerRecord } from './state.ts';

/** `GET /transactions` → 200, newest first, amounts as decimal strings (FEX docs: transaction history). */
export const listTransactions: Handler = (sim, call) => {
  const merchantId = merchantAskedFor(sim, call);
  const page = readPage(call.query);
  const mine = sim.state.ledger.filter((row) => row.merchantId === merchantId).reverse();
  return answer(200, {
    success: true,
    merchant_id: merchantId,
    transactions: sliceOf(mine, page).map(transactionJson),
    ...page,
    total: mine.length,
    total_pages: Math.ceil(mine.length / page.limit),
  });
};

function merchantAskedFor(sim: Sim, call: Call): string {
  const caller = call.caller();
  const asked = call.query.merchant_id;
  if (caller.kind === 'admin') {
    if (asked === undefined || asked === '') refuse(400, 'merchant_id is required');
    return sim.state.merchants.has(asked) ? asked : refuse(404, 'merchant not found');
  }
  const { merchantId } = managingMerchantOf(sim, caller);
  if (asked !== undefined && asked !== merchantId) refuse(403, 'merchant_id is for admins');
  return merchantId;
}

function transactionJson(row: LedgerRecord): Record<string, unknown> {
  return {
    transaction_id: row.transactionId,
    transaction_type: row.type,
    status: 'completed',
    amount: decimalText(row.amountMinor, row.currency),
    currency: row.currency,
    from_account_id: row.fromAccountId,
    to_account_id: row.toAccountId,
    description: row.description,
    metadata: { payment_intent_id: row.intentId },
    created_at: isoSeconds(row.createdAtMs),
    completed_at: isoSeconds(row.createdAtMs),
  };
}
