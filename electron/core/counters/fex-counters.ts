import type { TokenSource } from '../auth/token-source.ts';
import { asRecord, fexError } from '../net/classify.ts';
import { parseFexJson } from '../net/fex-json.ts';
import { fexWords } from '../net/fex-words.ts';
import { isTrustedUrl } from '../net/secure-url.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, Http, HttpRequest, HttpResult } from '../ports.ts';
import { type CreatedCounter, readCreateAnswer } from './create-answer.ts';
import { type FexCounter, readCounter } from './fex-counter.ts';

/** What came of a call about counters. `unknown`: it may or may not have happened; nothing is repeated here. */
export type Answered<T> =
  | { kind: 'done'; value: T }
  | { kind: 'refused'; status: number; said: string }
  | { kind: 'not-sent'; result: HttpResult }
  | { kind: 'unknown'; result: HttpResult }
  | { kind: 'no-token' };

/**
 * The merchant's counters at FEX, with the merchant's token.
 * Source: FEX docs, counters. Update and deactivate are undocumented: PUT, then PATCH; DELETE.
 */
export interface FexCounters {
  list(): Promise<Answered<FexCounter[]>>;
  /** FEX documents no pages: it may give everything at once, or refuse to be asked for one. */
  page(page: number, limit: number): Promise<Answered<CounterPage>>;
  get(id: string): Promise<Answered<FexCounter>>;
  create(fields: { name: string; location: string | null }): Promise<Answered<CreatedCounter>>;
  /** The new webhook secret; the old one is dead at once. */
  rotate(id: string): Promise<Answered<string>>;
  /**
   * Sends the whole set, so that either verb means the same; what is not changed goes back as FEX just gave it. What
   * it answers is not believed: read it again.
   */
  update(id: string, change: Partial<CounterFields>): Promise<Answered<unknown>>;
  deactivate(id: string): Promise<Answered<unknown>>;
}

export interface CounterPage {
  counters: FexCounter[];
  /** Rows FEX gave, also those that cannot be read. */
  rows: number;
  /** How many there are, where FEX says so. */
  total: number | null;
}

/** What can be changed of a counter. */
export interface CounterFields {
  name: string;
  location: string | null;
  webhookUrl: string | null;
}

const [readMs, writeMs] = [8_000, 15_000];

export function createFexCounters(options: {
  apiUrl: string;
  http: Http;
  clock: Clock;
  serverClock: ServerClock;
  tokens: Pick<TokenSource, 'get'>;
}): FexCounters {
  const { apiUrl, http, clock, serverClock, tokens } = options;
  const base = `${apiUrl}/merchant/api/v1/counters`;
  const trusted = isTrustedUrl(apiUrl);

  async function ask<T>(
    method: HttpRequest['method'],
    path: string,
    body: unknown,
    parse: (body: Record<string, unknown>) => T | null,
  ): Promise<Answered<T>> {
    const token = await tokens.get();
    if (!token.ok) return { kind: 'no-token' };
    const sentAt = clock.monotonicMs();
    const result = await http.send({
      method,
      url: `${base}${path}`,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: method === 'GET' ? readMs : writeMs,
      fresh: method !== 'GET',
    });
    if (result.kind === 'not-sent') return { kind: 'not-sent', result };
    if (result.kind === 'lost') return { kind: 'unknown', result };
    const answer = asRecord(parseFexJson(result.text));
    if (typeof answer?.success === 'boolean') serverClock.observe(result.headers.date, sentAt, trusted);
    if (result.status >= 200 && result.status < 300 && answer?.success === true) {
      const value = parse(answer);
      if (value !== null) return { kind: 'done', value };
    }
    const said = fexError(answer);
    if (result.status >= 400 && result.status < 500 && result.status !== 408 && said !== null) {
      return { kind: 'refused', status: result.status, said: fexWords(said) };
    }
    return { kind: 'unknown', result };
  }

  const at = (id: string, more = '') => `/${encodeURIComponent(id)}${more}`;
  return {
    list: () =>
      ask('GET', '', undefined, (body) => {
        if (!Array.isArray(body.counters)) return null;
        // One that cannot be read is left out: nobody could choose it.
        return body.counters.flatMap((one: unknown) => readCounter(one) ?? []);
      }),
    page: (page, limit) =>
      ask('GET', `?page=${page}&limit=${limit}`, undefined, ({ counters, total }) => {
        if (!Array.isArray(counters)) return null;
        return {
          counters: counters.flatMap((one: unknown) => readCounter(one) ?? []),
          rows: counters.length,
          total: typeof total === 'number' && Number.isSafeInteger(total) ? total : null,
        };
      }),
    get: (id) => ask('GET', at(id), undefined, (body) => readCounter(body.counter)),
    create: ({ name, location }) =>
      ask('POST', '', { name, ...(location === null ? {} : { location }) }, readCreateAnswer),
    rotate: (id) =>
      ask('POST', at(id, '/rotate-secret'), undefined, ({ webhook_secret: secret }) =>
        typeof secret === 'string' && secret !== '' ? secret : null,
      ),
    async update(id, { name, location, webhookUrl }) {
      const read = await ask('GET', at(id), undefined, (body) => asRecord(body.counter));
      if (read.kind !== 'done') return read;
      const now = read.value;
      const body = {
        name: name ?? now.name,
        location: location === undefined ? now.location : location,
        webhook_url: webhookUrl === undefined ? now.webhook_url : webhookUrl,
      };
      const put = await ask('PUT', at(id), body, () => true);
      // It was read a moment ago: what is not there is the verb.
      const noVerb = put.kind === 'refused' && (put.status === 404 || put.status === 405);
      return noVerb ? ask('PATCH', at(id), body, () => true) : put;
    },
    deactivate: (id) => ask('DELETE', at(id), undefined, () => true),
  };
}
