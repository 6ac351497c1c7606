import { z } from 'zod';
import { type FexCounter, readCounter } from './fex-counter.ts';

/** What FEX gave with a new counter. Its two documents disagree on the shape, so every part may be absent. */
export interface CreatedCounter {
  counter: FexCounter;
  clientId: string | null;
  clientSecret: string | null;
  webhookSecret: string | null;
}

const secret = z.string().min(1).max(4096).nullish().catch(null);
const answerSchema = z.object({
  client_id: secret,
  client_secret: secret,
  webhook_secret: secret,
  counter: z.object({ client_id: secret, client_secret: secret, webhook_secret: secret }),
});

/** Looks at the top level first, then inside the counter. Null where there is no counter with an id. */
export function readCreateAnswer(body: Record<string, unknown>): CreatedCounter | null {
  const counter = readCounter(body.counter);
  const parsed = answerSchema.safeParse(body);
  if (counter === null || !parsed.success) return null;
  const { data } = parsed;
  return {
    counter,
    clientId: data.client_id ?? data.counter.client_id ?? counter.clientId,
    clientSecret: data.client_secret ?? data.counter.client_secret ?? null,
    webhookSecret: data.webhook_secret ?? data.counter.webhook_secret ?? null,
  };
}
