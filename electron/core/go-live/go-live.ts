import { type GoLivePoint, type GoLiveView, goLivePoints } from '../../../shared/go-live.ts';
import { pairingRecordSchema } from '../../../shared/pairing.ts';
import type { TokenSource } from '../auth/token-source.ts';
import type { AttemptRows, AttemptsPlace, CounterIdentity, Journal, Store, Vault } from '../ports.ts';
import { vaultNames } from '../ports.ts';
import type { News } from '../updates/news.ts';
import type { Evidence } from './evidence.ts';

type Found = Omit<GoLiveView['points'][number], 'name'>;

const missing: Found = { state: 'missing', atMs: null };
const good = (atMs: number | null = null): Found => ({ state: 'good', atMs });
const seenAt = (atMs: number | null): Found => (atMs === null ? missing : good(atMs));
const isThere = (there: boolean, atMs: number | null = null): Found => (there ? good(atMs) : missing);

/** Of the oldest sales so many pages: the first of either kind comes early, or never. */
const [pageSize, mostPages] = [100, 50];

/**
 * FEX's checklist before going live, each point from what this counter has seen: its pairing, its keychain, its
 * journal, and how it fares now. It only reads, and what cannot be read is missing.
 */
export function createGoLive(parts: {
  identity: Pick<CounterIdentity, 'environment' | 'scan'>;
  /** True for a counter whose vault is the system's keychain. */
  keychain: boolean;
  store: Store;
  vault: Pick<Vault, 'get'>;
  tokens: Pick<TokenSource, 'get'>;
  journal: Pick<Journal, 'newest' | 'attemptsIn'>;
  news: Pick<News, 'view'>;
  evidence: Pick<Evidence, 'view'>;
  nowMs(): number;
}): { read(): Promise<GoLiveView> } {
  const { identity, keychain, store, vault, journal, news, evidence, nowMs } = parts;
  /** Nothing that was once paid becomes unpaid. */
  const sold = new Map<'standard' | 'reverse', number>();

  const isKept = async (name: string) => keychain && (await vault.get(name).catch(() => null)) !== null;

  async function lookForSales(): Promise<void> {
    // What training sells proves nothing about FEX.
    if (identity.environment === 'training') return;
    const wanted = identity.scan?.with === 'none' ? 1 : 2;
    let after: AttemptsPlace | null = null;
    const range = { fromMs: 0, toMs: nowMs() + 1 };
    for (let page = 0; page < mostPages && sold.size < wanted; page += 1) {
      const { attempts, next } = await journal.attemptsIn(range, after, pageSize);
      for (const attempt of attempts) take(attempt);
      if (next === null) return;
      after = next;
    }
  }
  function take({ rows }: AttemptRows): void {
    const flow = rows.find(({ type }) => type === 'attempt.sent')?.body.flow;
    const paid = rows.find(({ type }) => type === 'outcome.paid');
    if (paid === undefined || (flow !== 'standard' && flow !== 'reverse') || sold.has(flow)) return;
    sold.set(flow, paid.serverMs ?? paid.atMs);
  }

  return {
    async read() {
      const record = pairingRecordSchema.safeParse(store.read('pairing')).data;
      const paired = keychain && record !== undefined && record.unpairedAtMs === null ? record : null;
      const [proved, secret, webhookSecret, token] = await Promise.all([
        journal.newest(['pairing.done']).catch(() => null),
        isKept(vaultNames.clientSecret),
        isKept(vaultNames.webhookSecret),
        parts.tokens.get(),
        lookForSales().catch(() => {}),
      ]);
      const { renewedAtMs, askedAgainAtMs, webhookAtMs } = evidence.view();
      const door = news.view();
      const listens = door.listensAt !== null && door.trouble === null;
      const real = identity.environment !== 'training';
      const reverse = seenAt(sold.get('reverse') ?? null);
      const found: Record<GoLivePoint, Found> = {
        'merchant-keys': isThere(paired !== null, paired?.pairedAtMs ?? null),
        'secret-kept': isThere(secret),
        token: isThere(real && token.ok),
        counter: isThere(paired !== null && proved !== null, proved?.serverMs ?? proved?.atMs ?? null),
        'webhook-secret': isThere(webhookSecret),
        'token-renewed': real ? seenAt(renewedAtMs) : missing,
        'webhook-door': isThere(real && listens && webhookSecret),
        'asked-again': real ? seenAt(askedAgainAtMs) : missing,
        'standard-sale': seenAt(sold.get('standard') ?? null),
        'reverse-sale': identity.scan?.with === 'none' ? { state: 'noted', atMs: null } : reverse,
        'webhook-verified': real ? seenAt(webhookAtMs) : missing,
        live: isThere(paired?.environment === 'live', paired?.pairedAtMs ?? null),
      };
      return { points: goLivePoints.map((name) => ({ name, ...found[name] })) };
    },
  };
}
