import type { HaltView } from '../../../shared/snapshot.ts';
import type { TokenSource } from '../auth/token-source.ts';
import type { FexClient } from '../net/fex-client.ts';
import { hostOf, isLoopbackUrl } from '../net/secure-url.ts';
import type { ServerClock } from '../net/server-clock.ts';
import {
  type Clock,
  type CounterIdentity,
  type Journal,
  type Network,
  type Probes,
  type Vault,
  VaultError,
  vaultNames,
} from '../ports.ts';
import { keychainHalts } from '../settings/keys.ts';
import type { News } from '../updates/news.ts';
import { bad, type DiagnosticChecks, type Finding, good, noted } from './diagnostics.ts';

/** What the lines are looked up from. */
export interface DiagnosticParts {
  identity: Pick<CounterIdentity, 'apiUrl'>;
  clock: Clock;
  serverClock: ServerClock;
  network: Network;
  probes: Probes;
  fex: Pick<FexClient, 'list'>;
  tokens: Pick<TokenSource, 'get'>;
  vault: Pick<Vault, 'get'>;
  /** False where a counter of this kind keeps its keys in memory. */
  keychain: boolean;
  journal: Pick<Journal, 'head'>;
  /** Of the screen, and released without an end; what is only watched waits for nobody. */
  payments(): { open: number; unsettled: number };
  /** The record is not as it was written, and no manager has seen it. */
  isDamaged(): boolean;
  halt(): HaltView | null;
  news: Pick<News, 'view' | 'test' | 'tested'>;
  /** When a scanner typed last, in FEX's time. */
  scannedAtMs(): number | null;
  /** When a camera gave a picture last, in FEX's time. */
  filmedAtMs(): number | null;
}

/** Less than this is soon full: a journal grows by some 10 MB a year, a log and the system by more. */
const leastFreeBytes = 500 * 1024 * 1024;
const soonDays = 14;
const round = (value: number, digits = 0) => Number(value.toFixed(digits));

/** One question each; what is good says a figure, what is not says why. */
export function diagnosticChecks(parts: DiagnosticParts): DiagnosticChecks {
  const { identity, clock, serverClock, network, probes, journal } = parts;
  const { apiUrl } = identity;
  const host = hostOf(apiUrl) ?? apiUrl;

  /** How long it took, in whole milliseconds. */
  async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
    const startMono = clock.monotonicMs();
    const result = await work();
    return [result, Math.max(0, Math.round(clock.monotonicMs() - startMono))];
  }

  return {
    async api() {
      const [read, ms] = await timed(() => parts.fex.list(1, 1));
      if (read.kind === 'read') return good({ ms });
      if (read.kind === 'refused') return bad('api-refused', { host });
      if (read.kind === 'failed') return bad(`api-${read.why}`, { host });
      const way = await probes.reach(apiUrl);
      return way.ok ? noted('api-no-token', { host }) : bad('api-unreachable', { host });
    },
    async token() {
      const [token, ms] = await timed(() => parts.tokens.get());
      if (token.ok) return good({ ms });
      const reasons = {
        refused: 'token-refused',
        unreachable: 'token-unreachable',
        'bad-answer': 'token-not-fex',
        'no-secret': 'token-no-secret',
      } as const;
      return bad(reasons[token.why]);
    },
    async dns() {
      if (network.use().proxy !== null && !isLoopbackUrl(apiUrl)) return noted('dns-by-proxy', { host });
      const [found, ms] = await timed(() => probes.lookUp(host));
      if (found === 'found') return good({ host, ms });
      return bad(found === 'unknown' ? 'dns-unknown' : 'dns-no-answer', { host });
    },
    async proxy() {
      const { proxy, troubles } = network.use();
      if (troubles.includes('system-proxy-unusable')) return bad('system-proxy-unusable');
      if (proxy === null || isLoopbackUrl(apiUrl)) return good({ proxy: '' });
      const [way, ms] = await timed(() => probes.reach(apiUrl));
      if (!way.ok && way.why === 'proxy-password') return bad('proxy-password', { proxy });
      return !way.ok && way.why === 'proxy' ? bad('proxy-unreachable', { proxy }) : good({ proxy, ms });
    },
    async tls() {
      const [trouble] = network.use().troubles.filter((one) => one !== 'system-proxy-unusable');
      if (trouble !== undefined) return bad(trouble);
      const way = await probes.reach(apiUrl);
      if (!way.ok) return bad(way.why === 'tls' ? 'tls-untrusted' : 'tls-unreachable', { host });
      if (way.certificate === null) return noted('tls-plain', { host });
      const { daysLeft, issuer } = way.certificate;
      const facts = { days: Math.max(0, Math.floor(daysLeft)), issuer };
      return daysLeft < soonDays ? noted('tls-ends-soon', facts) : good(facts);
    },
    clock() {
      const known = serverClock.knownMs();
      const skew = serverClock.skewMs();
      if (skew !== null) return bad('clock-off', { seconds: Math.abs(Math.round(skew / 1000)) });
      if (known === null) return noted('clock-unknown');
      return good({ seconds: round(Math.abs(clock.wallMs() - known) / 1000, 1) });
    },
    keychain: () => keychainLine(parts, timed),
    async journal() {
      if (parts.isDamaged()) return bad('journal-damaged');
      if (parts.halt()?.reason === 'journal-unwritable') return bad('journal-unwritable');
      const [{ seq }, file] = await Promise.all([journal.head(), probes.journalFile()]);
      const megabytes = round(file.bytes / 1024 ** 2, 1);
      const rows = Math.min(file.checkedSeq, seq);
      return good({ rows, total: seq, megabytes, ...parts.payments() });
    },
    async disk() {
      const bytes = await probes.freeBytes();
      if (bytes === null) return noted('disk-unknown');
      const gigabytes = round(bytes / 1024 ** 3, 1);
      return bytes < leastFreeBytes ? bad('disk-low', { gigabytes }) : good({ gigabytes });
    },
    webhooks: () => webhookLine(parts),
    scanner() {
      const atMs = parts.scannedAtMs();
      return atMs === null ? noted('scanner-never') : good({ atMs });
    },
    camera() {
      const atMs = parts.filmedAtMs();
      return atMs === null ? noted('camera-never') : good({ atMs });
    },
    versions: () => good(probes.versions),
  };
}

async function keychainLine(
  { keychain, vault, halt }: DiagnosticParts,
  timed: <T>(work: () => Promise<T>) => Promise<[T, number]>,
): Promise<Finding> {
  if (!keychain) return noted('keychain-none');
  if (halt()?.reason === 'unpaired') return noted('keys-gone');
  try {
    const [secret, ms] = await timed(() => vault.get(vaultNames.clientSecret));
    return secret === null ? bad('keys-gone') : good({ ms });
  } catch (error) {
    return bad(keychainHalts[error instanceof VaultError ? error.reason : 'failed']);
  }
}

/** Posts the self-test once more, and waits for what becomes of it. */
async function webhookLine({ news }: DiagnosticParts): Promise<Finding> {
  const before = news.view();
  if (before.trouble !== null) return bad('webhooks-no-listener');
  if (before.setup.mode === 'off') return noted('webhooks-off');
  if (before.fexUrl === null) return noted('webhooks-untested');
  news.test();
  await news.tested();
  const { test, missed } = news.view();
  if (test.state !== 'proved') return bad('webhooks-unproved');
  return missed ? bad('webhooks-missed') : good({ ms: test.roundTripMs ?? 0 });
}
