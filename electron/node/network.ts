import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import type { NetworkSetup, NetworkTrouble, NetworkUse } from '../../shared/network.ts';
import type { Network, Stop } from '../core/ports.ts';

/** Far more than all authorities of the world need. */
const maxBytes = 2 * 1024 * 1024;

/** What Node's own agents are told of a proxy; they match its exceptions, too. */
export interface ProxyWords {
  HTTP_PROXY?: string;
  HTTPS_PROXY?: string;
  NO_PROXY?: string;
}

/** How connections leave this computer. */
export interface Way {
  /** Null: straight. Never asked for what is on this computer. */
  proxy: { words: ProxyWords; plain: PlainAgent; tunnel: TlsAgent } | null;
  /** Null: Node's own authorities. */
  trust: SecureContext | null;
}

export interface OwnNetwork extends Network {
  way(): Way;
  /** Hears that connections have to be made anew. */
  onChange(hear: () => void): Stop;
}

/** The way out as it was set up; what of that cannot be used is left out and told. */
export function createNetwork(
  setup: NetworkSetup,
  env: Readonly<Record<string, string | undefined>> = process.env,
): OwnNetwork {
  const hearers = new Set<() => void>();
  let way: Way = { proxy: null, trust: null };
  let use: NetworkUse = { proxy: null, authorities: 0, troubles: [] };

  function apply({ proxy: mode, proxyUrl, exceptions, caFile }: NetworkSetup): void {
    const troubles: NetworkTrouble[] = [];
    const words =
      mode === 'own'
        ? { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl, NO_PROXY: exceptions }
        : mode === 'system'
          ? systemWords(env)
          : {};
    const proxy = proxyOf(words);
    if (proxy === 'unusable') troubles.push('system-proxy-unusable');
    const extra = caFile === '' ? [] : readAuthorities(caFile);
    if (typeof extra === 'string') troubles.push(extra);
    const authorities = typeof extra === 'string' ? [] : extra;
    way = {
      proxy: proxy === 'unusable' ? null : proxy,
      trust:
        authorities.length === 0
          ? null
          : createSecureContext({ ca: [...getCACertificates('default'), ...authorities] }),
    };
    use = { proxy: way.proxy === null ? null : shown(words), authorities: authorities.length, troubles };
    for (const hear of [...hearers]) hear();
  }

  apply(setup);
  return {
    apply,
    use: () => use,
    way: () => way,
    onChange(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
  };
}

function systemWords(env: Readonly<Record<string, string | undefined>>): ProxyWords {
  const said = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  const [HTTP_PROXY, HTTPS_PROXY, NO_PROXY] = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].map(said);
  return {
    ...(HTTP_PROXY === undefined ? {} : { HTTP_PROXY }),
    ...(HTTPS_PROXY === undefined ? {} : { HTTPS_PROXY }),
    ...(NO_PROXY === undefined ? {} : { NO_PROXY }),
  };
}

function proxyOf(words: ProxyWords): Way['proxy'] | 'unusable' {
  const named = [words.HTTP_PROXY, words.HTTPS_PROXY].filter((url) => url !== undefined);
  if (named.length === 0) return null;
  // Over a proxy that itself speaks TLS nobody could tell a tunnel from a straight connection.
  if (!named.every((url) => URL.parse(url)?.protocol === 'http:')) return 'unusable';
  try {
    const options = { proxyEnv: { ...words } };
    return { words, plain: new PlainAgent(options), tunnel: new TlsAgent(options) };
  } catch {
    return 'unusable';
  }
}

function shown(words: ProxyWords): string | null {
  return URL.parse(words.HTTPS_PROXY ?? words.HTTP_PROXY ?? '')?.host ?? null;
}

/** Each certificate of the file as PEM, or what is wrong with it. */
function readAuthorities(file: string): string[] | NetworkTrouble {
  let text: string;
  try {
    if (statSync(file).size > maxBytes) return 'ca-unreadable';
    text = readFileSync(file, 'utf8');
  } catch {
    return 'ca-unreadable';
  }
  const found = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    const all = found.map((pem) => new X509Certificate(pem));
    if (all.length === 0) return 'ca-no-certificate';
    return all.every(({ validToDate }) => validToDate.getTime() < Date.now()) ? 'ca-expired' : found;
  } catch {
    return 'ca-no-certificate';
  }
}
