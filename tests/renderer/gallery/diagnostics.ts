import type { DiagnosticLine, DiagnosticsView } from '../../../shared/diagnostics.ts';

/** Diagnostics, made up: `?lines=bad`, `?lines=running`; else everything works. */
export function diagnosticsOf(query: URLSearchParams, now: number): DiagnosticsView {
  const what = query.get('lines');
  const lines = fine(now).map((line) => {
    if (what === 'running' && line.name !== 'disk') return { ...line, state: 'running' as const, facts: {} };
    return what === 'bad' ? (broken.find(({ name }) => name === line.name) ?? line) : line;
  });
  return { running: what === 'running', checkedAtMs: what === 'running' ? null : now - 4000, lines };
}

const fine = (now: number): DiagnosticLine[] => {
  const good = (name: DiagnosticLine['name'], facts: DiagnosticLine['facts']): DiagnosticLine => ({
    ...{ name, state: 'good', why: null },
    facts,
  });
  return [
    good('api', { ms: 182 }),
    good('token', { ms: 96 }),
    good('dns', { host: 'api.fex.example', ms: 12 }),
    good('proxy', { proxy: '' }),
    good('tls', { issuer: 'Let’s Encrypt', days: 71 }),
    good('clock', { seconds: 0.4 }),
    good('keychain', { ms: 31 }),
    good('journal', { rows: 48_211, total: 48_230, megabytes: 3.1, open: 1, unsettled: 2 }),
    good('disk', { gigabytes: 41 }),
    good('webhooks', { ms: 182 }),
    good('scanner', { atMs: now - 240_000 }),
    { name: 'camera', state: 'noted', why: 'camera-never', facts: {} },
    good('versions', { app: '0.1.0', node: '24.21.0', system: 'linux 6.1.0-28-amd64, x64' }),
  ];
};

const broken: DiagnosticLine[] = [
  { name: 'api', state: 'bad', why: 'api-not-fex', facts: { host: 'api.fex.example' } },
  { name: 'tls', state: 'bad', why: 'tls-untrusted', facts: { host: 'api.fex.example' } },
  { name: 'clock', state: 'bad', why: 'clock-off', facts: { seconds: 412 } },
  { name: 'webhooks', state: 'bad', why: 'webhooks-unproved', facts: {} },
  { name: 'scanner', state: 'noted', why: 'scanner-never', facts: {} },
];
