import type { NetworkView } from '../../../shared/network.ts';
import type { DeliveryView, NewsTestTrouble, NewsView } from '../../../shared/news.ts';

/** News, made up: `?news=proved`, `?news=off`, `?news=trouble`, `?news=failed&why=elsewhere`, `?news=flood`. */
export function newsOf(query: URLSearchParams, now: number): NewsView {
  const what = query.get('news') ?? 'proved';
  const off = what === 'off';
  const failed = what === 'failed';
  return {
    setup: {
      mode: off ? 'off' : what === 'trouble' ? 'address' : 'loopback',
      address: what === 'trouble' ? '192.168.1.20' : '',
      port: 4020,
      publicUrl: off ? '' : 'https://till-1.corner-cafe.example',
      certFile: what === 'trouble' ? '/etc/fex-counter/till-1.pem' : '',
      keyFile: what === 'trouble' ? '/etc/fex-counter/till-1.key' : '',
    },
    canChange: true,
    listensAt: off || what === 'trouble' ? null : 'http://127.0.0.1:4020',
    trouble: what === 'trouble' ? 'certificate-expired' : null,
    fexUrl: off ? null : 'https://till-1.corner-cafe.example/webhooks/7c1e44b2-9c0b-4ef8-bb6d-6bb9bd380a11',
    test: {
      state: off || what === 'trouble' ? 'none' : failed ? 'failed' : 'proved',
      atMs: now - 95_000,
      roundTripMs: failed ? null : 182,
      why: failed ? ((query.get('why') ?? 'elsewhere') as NewsTestTrouble) : null,
    },
    missed: query.has('missed'),
    deliveries: off ? [] : deliveriesOf(now, what === 'flood'),
  };
}

function deliveriesOf(now: number, flood: boolean): DeliveryView[] {
  const one = (secondsAgo: number, rest: Partial<DeliveryView>): DeliveryView => ({
    ...{ atMs: now - secondsAgo * 1000, outcome: 'verified', event: 'payment.completed', tail: '7f3a' },
    count: 1,
    ...rest,
  });
  const none = { event: null, tail: null };
  const some = [
    one(95, { outcome: 'self-test', ...none, count: 4 }),
    one(240, {}),
    one(242, { outcome: 'again' }),
    one(400, { outcome: 'forged', ...none, count: 312 }),
    one(900, { event: 'payment.expired', tail: '11c0' }),
  ];
  return flood ? [...some, ...Array.from({ length: 40 }, (_, at) => one(1000 + at, {}))] : some;
}

/** The way out, made up: `?proxy=own` and `?ca=expired`. */
export function networkOf(query: URLSearchParams): NetworkView {
  const own = query.get('proxy') === 'own';
  const expired = query.get('ca') === 'expired';
  return {
    setup: {
      proxy: own ? 'own' : 'system',
      proxyUrl: own ? 'http://proxy.corner-cafe.example:3128' : '',
      exceptions: '',
      caFile: own ? '/etc/fex-counter/corner-cafe-ca.pem' : '',
    },
    proxy: own ? 'proxy.corner-cafe.example:3128' : null,
    authorities: own && !expired ? 1 : 0,
    troubles: expired ? ['ca-expired'] : [],
  };
}
