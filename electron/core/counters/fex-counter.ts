import { z } from 'zod';

/** A counter of the merchant as FEX lists it; holds no secret. Ids are opaque. */
export interface FexCounter {
  id: string;
  name: string;
  location: string | null;
  /** Anything but the word FEX's documents show counts as not active. */
  active: boolean;
  /** FEX says outright that it was deactivated; no other word is taken for that. */
  inactive: boolean;
  clientId: string | null;
  webhookUrl: string | null;
  createdAtMs: number | null;
}

const text = z.string().max(2000).nullish().catch(null);
const rawCounter = z.object({
  id: z.string().min(1).max(200),
  name: text,
  status: text,
  location: text,
  keycloak_client_id: text,
  webhook_url: text,
  created_at: text,
});

/** Null where the value is no counter. Unknown keys are ignored. */
export function readCounter(value: unknown): FexCounter | null {
  const parsed = rawCounter.safeParse(value);
  if (!parsed.success) return null;
  const raw = parsed.data;
  const createdAtMs = Date.parse(raw.created_at ?? '');
  return {
    id: raw.id,
    name: raw.name?.trim().slice(0, 200) || raw.id,
    location: raw.location?.trim().slice(0, 200) || null,
    active: (raw.status ?? 'active').toLowerCase() === 'active',
    inactive: raw.status?.toLowerCase() === 'inactive',
    clientId: raw.keycloak_client_id || null,
    webhookUrl: raw.webhook_url || null,
    createdAtMs: Number.isFinite(createdAtMs) ? createdAtMs : null,
  };
}
