import { answer } from './answers.ts';
import { merchantOf } from './caller.ts';
import type { Handler } from './endpoint.ts';
import { intentJson } from './intent-json.ts';
import { expireIfDue } from './intent-life.ts';
import { readPage, sliceOf } from './paging.ts';
import type { Sim } from './sim.ts';
import type { IntentRecord } from './state.ts';

/** `GET /payment-intents` → 200 with `page` and `limit`, no total (FEX docs: list payment intents). */
export const listIntents: Handler = (sim, call) => {
  const merchant = merchantOf(sim, call.caller());
  const page = readPage(call.query, sim.settings.listMaxLimit);
  const nowMs = sim.clock.nowMs();
  const mine = [...sim.state.intents.values()].filter(
    (intent) =>
      intent.merchantId === merchant.merchantId && intent.createdAtMs + sim.settings.listLagMs <= nowMs,
  );
  const rows = sliceOf(inOrder(sim, mine), page);
  for (const intent of rows) expireIfDue(sim, intent);
  return answer(200, {
    success: true,
    payment_intents: rows.map((intent) => listRow(sim, intent)),
    ...page,
  });
};

function listRow(sim: Sim, intent: IntentRecord): Record<string, unknown> {
  const row = intentJson(sim, intent);
  if (sim.settings.listReference === 'dropped') {
    delete row.reference;
    delete row.metadata;
  }
  return row;
}

/** FEX documents no order; newest first is the default. */
function inOrder(sim: Sim, intents: IntentRecord[]): IntentRecord[] {
  const newest = intents.sort((a, b) => b.createdAtMs - a.createdAtMs || b.sequence - a.sequence);
  if (sim.settings.listOrder === 'oldest') return newest.reverse();
  // A stable disorder: pages of it still hold every row once, as unordered SQL mostly does.
  if (sim.settings.listOrder === 'shuffled') {
    return newest.sort((a, b) => scramble(a.sequence) - scramble(b.sequence));
  }
  return newest;
}

function scramble(sequence: number): number {
  return Math.imul(sequence ^ 0x5bd1e995, 0x9e3779b1) >>> 0;
}
