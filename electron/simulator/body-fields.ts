import { refuse } from './answers.ts';
import { latestMs } from './ids.ts';
import { minorFromNumber } from './money.ts';
import type { Sim } from './sim.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The request body as a JSON object; 400 otherwise. */
export function readJsonObject(body: Uint8Array | string | undefined): JsonObject {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body ?? new Uint8Array());
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse(400, 'invalid request body');
  }
  if (!isJsonObject(value)) refuse(400, 'invalid request body');
  return value;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function requiredText(body: JsonObject, field: string): string {
  return optionalText(body, field) || refuse(400, `${field} is required`);
}

/** A string, or null where it is absent or null. */
export function optionalText(body: JsonObject, field: string): string | null {
  const value = body[field] ?? null;
  if (value !== null && typeof value !== 'string') refuse(400, `${field} must be a string`);
  return value;
}

export function optionalUrl(body: JsonObject, field: string): string | null {
  const value = optionalText(body, field);
  if (value === null || value === '') return null;
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  if (protocol !== 'http:' && protocol !== 'https:') refuse(400, `${field} must be a valid URL`);
  return value;
}

/** What create-intent and scan-payment have in common (FEX docs: payment intents, counter scan). */
export interface ChargeFields {
  readonly amountMinor: number;
  readonly currency: string;
  readonly description: string | null;
  readonly expiresInS: number;
  readonly reference: string | null;
  readonly callbackUrl: string | null;
  readonly metadata: JsonObject;
}

export function readChargeFields(
  sim: Sim,
  body: JsonObject,
  life: { minS: number; defaultS: number },
): ChargeFields {
  const { amount, metadata = null, expires_in: expiresIn = null } = body;
  const currency = (optionalText(body, 'currency') ?? 'USD').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) refuse(400, 'currency must be an ISO 4217 code');
  if (sim.settings.currencies === 'usd' && currency !== 'USD') refuse(400, 'currency is not supported');
  if (amount === undefined || amount === null) refuse(400, 'amount is required');
  if (typeof amount !== 'number') refuse(400, 'amount must be a number');
  if (amount < 0.01) refuse(400, 'amount must be at least 0.01');
  const amountMinor = minorFromNumber(amount, currency) ?? refuse(400, 'amount has too many decimal places');
  if (expiresIn !== null && (typeof expiresIn !== 'number' || !Number.isSafeInteger(expiresIn))) {
    refuse(400, 'expires_in must be an integer');
  }
  if (expiresIn !== null && expiresIn < life.minS) refuse(400, `expires_in must be at least ${life.minS}`);
  // FEX's documents name no maximum. Past this there is no date to write, and every later list would hold it.
  const mostS = latestMs / 1000 - Math.floor(sim.clock.nowMs() / 1000);
  if (expiresIn !== null && expiresIn > mostS) refuse(400, `expires_in must be at most ${mostS}`);
  if (metadata !== null && !isJsonObject(metadata)) refuse(400, 'metadata must be an object');
  return {
    amountMinor,
    currency,
    description: optionalText(body, 'description'),
    expiresInS: expiresIn ?? life.defaultS,
    reference: optionalText(body, 'reference'),
    callbackUrl: optionalUrl(body, 'callback_url'),
    metadata: metadata ?? {},
  };
}
