import { createHmac } from 'node:crypto';

/** HMAC-SHA256 over the body's bytes, keyed with the secret's text, as lower-case hex (FEX docs: webhook signature). */
export function webhookSignature(secret: string, body: string | Uint8Array): string {
  return createHmac('sha256', Buffer.from(secret, 'utf8')).update(body).digest('hex');
}
