import { z } from 'zod';
import type { TokenResult } from '../auth/token-source.ts';
import type { Store } from '../ports.ts';
import type { Save } from '../settings/saved.ts';

/** What was seen to work once, and when in FEX's time; kept over restarts, for the checklist before going live. */
export interface Evidence {
  view(): Seen;
  heardToken(result: TokenResult): void;
  heardConnection(state: 'starting' | 'live' | 'polling' | 'unstable' | 'offline'): void;
  webhookVerified(): void;
}

const key = 'evidence';
const at = z.number().int().nullable().default(null);
const seenSchema = z.object({ renewedAtMs: at, askedAgainAtMs: at, webhookAtMs: at });
type Seen = z.infer<typeof seenSchema>;

export function createEvidence(options: { store: Store; save: Save; nowMs(): number }): Evidence {
  const { store, save, nowMs } = options;
  let seen = seenSchema.safeParse(store.read(key) ?? {}).data ?? seenSchema.parse({});
  let hadToken = false;
  let failed = false;

  /** The first time is evidence enough: nothing is written for any later one. */
  function saw(what: keyof Seen): void {
    if (seen[what] !== null) return;
    seen = { ...seen, [what]: nowMs() };
    save(key, seen);
  }

  return {
    view: () => seen,
    heardToken({ ok }) {
      // The source asks for a new one while the old one lives; after a failure it was not in time.
      if (ok && hadToken) saw('renewedAtMs');
      hadToken = ok;
    },
    heardConnection(state) {
      if (state === 'unstable' || state === 'offline') failed = true;
      else if (failed && state !== 'starting') {
        failed = false;
        saw('askedAgainAtMs');
      }
    },
    webhookVerified: () => saw('webhookAtMs'),
  };
}
