import type {
  ListedCounter,
  PairingCheck,
  PairingQuestion,
  PairingTrouble,
  PairingView,
} from '../../../shared/pairing.ts';

/** A pairing, made up: `?pairing=done`, `?pairing=proof&question=scan`, `?pairing=counter&begun`, `?trouble=…`. */
export function pairingOf(query: URLSearchParams): PairingView {
  const step = (query.get('pairing') ?? 'where') as PairingView['step'];
  const check = (name: PairingCheck['name'], detail: string | null = null): PairingCheck => ({
    name,
    state: 'good',
    detail,
  });
  const trouble = query.get('trouble') as PairingTrouble | null;
  const early = step === 'where' || step === 'keys' || step === 'counter';
  return {
    step,
    where: {
      environment: (query.get('env') ?? 'sandbox') as 'sandbox',
      apiUrl: step === 'where' ? '' : 'http://127.0.0.1:4500',
      tokenUrl:
        step === 'where' ? '' : 'http://127.0.0.1:4500/realms/payment-platform/protocol/openid-connect/token',
      plainHttp: false,
    },
    loopbackOnly: false,
    busy: false,
    merchant: step === 'where' || step === 'keys' ? null : { clientId: 'merchant-corner-cafe', counters: 3 },
    counter: early ? null : { id: 'c-1', name: 'Till 1', location: 'Main entrance' },
    checks: early
      ? []
      : [
          check('keychain', '31 ms'),
          check('created', 'Till 1'),
          check('kept'),
          check('token', '48 ms'),
          check('payment', '$0.01'),
          { name: 'scan', state: 'noted', detail: null },
          ...(step === 'done' ? [check('ledger')] : []),
        ],
    question: query.get('question') as PairingQuestion | null,
    trouble: trouble === null ? null : { code: trouble, detail: null },
    scanWith: step === 'done' ? 'none' : null,
    before: null,
    begun: query.has('begun') ? { id: 'c-1', name: 'Till 1', atMs: Date.now() - 600_000 } : null,
  };
}

export const pairingCounters: readonly ListedCounter[] = ['Till 1', 'Till 2', 'Café Straße 12'].map(
  (name, at) => ({
    id: `c-${at + 1}`,
    name,
    location: at === 1 ? null : 'Main entrance',
    active: at !== 2,
  }),
);
