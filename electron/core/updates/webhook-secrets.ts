import { z } from 'zod';
import type { RotationView } from '../../../shared/counters.ts';
import type { ServerClock } from '../net/server-clock.ts';
import { type Clock, type Log, type Stop, type Store, type Vault, vaultNames } from '../ports.ts';
import type { Save } from '../settings/saved.ts';

/**
 * The secrets with which FEX's webhooks are verified. FEX gives a new one only in its answer, and the old one is dead
 * to FEX at once; what it had queued may still be signed with it. So the new one lies in the keychain beside the old
 * one first, both are honoured for ten minutes, also over a restart, and then it takes the old one's place.
 */
export interface WebhookSecrets {
  /** Those that are honoured now; none where the keychain gives none. */
  honoured(): Promise<string[]>;
  /** A webhook was verified with it: the first one with a new secret confirms that. */
  verified(secret: string): void;
  /** FEX is about to be asked for a new one. Rejects with a VaultError where that could not be kept. */
  asking(): Promise<void>;
  /** FEX made none. */
  notMade(): Promise<void>;
  /** FEX made this one. It counts from now on; rejects with a VaultError where it is not in the keychain yet. */
  made(secret: string): Promise<void>;
  view(): RotationView | null;
  /** Takes up what a restart cut off. */
  start(): Promise<void>;
  dispose(): void;
}

const overlapMs = 10 * 60_000;
const againMs = 15_000;
/** In the keychain, until the new secret took the old one's place. Null: asked for, and no answer was kept. */
const nextSchema = z.object({ secret: z.string().min(1).nullable(), atMs: z.number() });
/** In the settings, for a manager to see; nothing secret. */
const toldSchema = z.object({ atMs: z.number().int(), confirmedAtMs: z.number().int().nullable() });
const toldKey = 'webhookRotation';

export function createWebhookSecrets(options: {
  vault: Vault;
  store: Store;
  save: Save;
  clock: Clock;
  serverClock: ServerClock;
  log: Log;
  onChange(): void;
}): WebhookSecrets {
  const { vault, clock, serverClock, log, save, onChange } = options;
  let next: z.infer<typeof nextSchema> | null = null;
  let told = toldSchema.safeParse(options.store.read(toldKey)).data ?? null;
  let loading: Promise<void> | null = null;
  let kept = true;
  let overlapping = false;
  let stopTimer: Stop = () => {};
  let disposed = false;

  async function load(): Promise<void> {
    const text = await vault.get(vaultNames.webhookRotation);
    next = text === null ? null : readNext(text);
    if (next?.secret) overlap(Math.min(Math.max(next.atMs + overlapMs - serverClock.nowMs(), 0), overlapMs));
    onChange();
  }
  /** A keychain that is closed now may be open when a webhook comes. */
  function loaded(): Promise<void> {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  function overlap(leftMs: number): void {
    overlapping = leftMs > 0;
    plan(leftMs, replace);
  }
  function plan(delayMs: number, run: () => Promise<void>): void {
    stopTimer();
    if (disposed) return;
    stopTimer = clock.after(delayMs, () => {
      run().catch(() => {
        log.warn('webhook.secret-not-kept');
        plan(againMs, run);
      });
    });
  }

  async function keep(): Promise<void> {
    const text = JSON.stringify(next);
    await vault.set(vaultNames.webhookRotation, text);
    kept = true;
  }
  /** The ten minutes are over: the old one is gone. */
  async function replace(): Promise<void> {
    const secret = next?.secret;
    if (!secret) return;
    overlapping = false;
    // A crash in between leaves the new one in both places.
    await vault.set(vaultNames.webhookSecret, secret);
    await vault.delete(vaultNames.webhookRotation);
    if (next?.secret === secret) next = null;
    onChange();
  }
  function tell(now: typeof told): void {
    told = now;
    save(toldKey, now ?? undefined);
    onChange();
  }

  return {
    async honoured() {
      await loaded().catch(() => {});
      const fresh = next?.secret ? [next.secret] : [];
      if (fresh.length > 0 && !overlapping) return fresh;
      const old = await vault.get(vaultNames.webhookSecret).catch(() => null);
      return old === null ? fresh : [...fresh, old];
    },
    verified(secret) {
      if (told === null || told.confirmedAtMs !== null || next?.secret !== secret) return;
      tell({ ...told, confirmedAtMs: serverClock.nowMs() });
    },
    async asking() {
      await loaded();
      // One that was made less than ten minutes ago is the old one now.
      if (next?.secret) await replace();
      next = { secret: null, atMs: serverClock.nowMs() };
      await keep();
      onChange();
    },
    async notMade() {
      next = null;
      await vault.delete(vaultNames.webhookRotation);
      onChange();
    },
    async made(secret) {
      next = { secret, atMs: serverClock.nowMs() };
      kept = false;
      // From here on it verifies, whatever the keychain does.
      overlapping = true;
      tell({ atMs: next.atMs, confirmedAtMs: null });
      try {
        await keep();
      } catch (error) {
        plan(againMs, async () => {
          await keep();
          overlap(Math.max((next?.atMs ?? 0) + overlapMs - serverClock.nowMs(), 0));
        });
        throw error;
      }
      overlap(overlapMs);
    },
    view() {
      if (next !== null && next.secret === null) return { state: 'asked', atMs: next.atMs, oldUntilMs: null };
      if (told === null) return null;
      const oldUntilMs = next !== null && overlapping ? next.atMs + overlapMs : null;
      const state = told.confirmedAtMs === null ? 'unconfirmed' : 'confirmed';
      return { state: kept ? state : 'unkept', atMs: told.confirmedAtMs ?? told.atMs, oldUntilMs };
    },
    start: () => loaded().catch(() => {}),
    dispose() {
      disposed = true;
      stopTimer();
    },
  };
}

function readNext(text: string): z.infer<typeof nextSchema> | null {
  try {
    return nextSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
