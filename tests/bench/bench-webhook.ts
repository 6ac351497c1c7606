import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { OwnDisplay } from '../../electron/tools/display.ts';
import { type BenchTill, openBenchTill, sell } from './bench-till.ts';
import { atMost, type Figure, floodFigures, floodGoal, percentile, spread } from './figures.ts';
import { startFlood } from './flood.ts';

type Say = (line: string) => void;

/** One post to the listener; resolves with status and time to the answer. */
function post(
  url: string,
  body: string,
  signature: string,
  agent: Agent,
): Promise<{ status: number; tookMs: number }> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-webhook-signature': signature };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, tookMs: performance.now() - startedAt }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const bodyOf = (id: number) =>
  JSON.stringify({
    event: 'payment.expired',
    payment_intent_id: `bench-${id}`,
    amount: 1,
    currency: 'USD',
    status: 'expired',
  });

/** Valid ones: answered 200 once verified and on the disk. Forged ones: 500 a second beside a selling cashier. */
export async function benchWebhook(display: OwnDisplay, say: Say): Promise<Figure[]> {
  const till = await openBenchTill(display, true);
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  try {
    const secret = till.fex.seed.counter.webhookSecret;
    const stored: number[] = [];
    for (let id = 0; id < 500; id += 1) {
      const body = bodyOf(id);
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      const { status, tookMs } = await post(till.webhookUrl, body, signature, agent);
      if (status !== 200) throw new Error(`A valid webhook was answered ${status}.`);
      if (id >= 20) stored.push(tookMs);
    }
    say(`  webhook verified and stored: ${spread(stored, 'ms')}`);
    const sold = await sellUnderFlood(till);
    const { calm, flooded, refusedPerSecond } = sold;
    say(`  Charge → QR, calm: ${spread(calm, 'ms')}`);
    say(
      `  Charge → QR, ${Math.round(refusedPerSecond)} forged webhooks refused a second: ${spread(flooded, 'ms')}`,
    );
    if (refusedPerSecond < floodGoal)
      say(
        `  The flood was too small: the delay under ${floodGoal} a second is not known, so it does not hold.`,
      );
    return [atMost('webhook-stored-p95', percentile(stored, 0.95), 10, 'ms'), ...floodFigures(sold)];
  } finally {
    agent.destroy();
    await till.close();
  }
}

/** A little more than the goal, so that the last answer's way back does not decide. */
const asked = floodGoal * 1.03;

/** Five sales calm, five under the flood, and again, so that both see the same machine. */
async function sellUnderFlood(till: BenchTill) {
  const calm: number[] = [];
  const flooded: number[] = [];
  let refusedCount = 0;
  let floodMs = 0;
  for (let round = 0; round < 12; round += 1) {
    const flood = round % 2 === 1 ? startFlood(till.webhookUrl, asked, bodyOf) : null;
    try {
      for (let sale = 0; sale < 5; sale += 1)
        (flood === null ? calm : flooded).push((await sell(till)).chargeToQrMs);
    } finally {
      const ended = await flood?.stop();
      refusedCount += ended?.refused ?? 0;
      floodMs += ended?.tookMs ?? 0;
    }
  }
  return { calm, flooded, refusedPerSecond: (refusedCount / floodMs) * 1000 };
}
