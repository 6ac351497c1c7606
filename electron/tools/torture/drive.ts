import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../../../shared/sim-control.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start.ts';
import { compareBooks } from './compare.ts';
import type { ChildLine } from './lines.ts';

export interface TortureResult {
  kills: number;
  sales: number;
  paid: number;
  wrong: string[];
}

const childFile = fileURLToPath(new URL('../torture-child.ts', import.meta.url));
/** A little of everything, all the time. */
const faults: readonly Fault[] = [
  { endpoint: 'intents.create', probability: 0.1, partition: 'answer' },
  { endpoint: 'intents.create', probability: 0.1, cut: 'after' },
  { endpoint: 'intents.create', probability: 0.1, cut: 'before' },
  { endpoint: 'scan', probability: 0.15, cut: 'after' },
  { endpoint: 'scan', probability: 0.1, status: 502, body: 'html', when: 'after' },
  { endpoint: 'intents.get', probability: 0.1, answerDelayMs: 300 },
  { endpoint: 'intents.get', probability: 0.05, status: 503 },
  { endpoint: 'intents.cancel', probability: 0.2, cut: 'after' },
  { endpoint: 'token', probability: 0.03, status: 503 },
];

/** Kills real counters at random moments; afterwards their journal and FEX's books must agree. */
export async function torture(options: {
  kills: number;
  say?: (line: string) => void;
}): Promise<TortureResult> {
  const say = options.say ?? (() => {});
  const folder = mkdtempSync(join(tmpdir(), 'fex-torture-'));
  const profile = join(folder, 'profile');
  const port = await freePort();
  const wrong: string[] = [];
  let fex: RunningSimulator | null = null;
  let child: ChildProcess | null = null;
  try {
    fex = await startSimulator({
      settings: { scanByCounterToken: 'accept' },
      webhookUrl: `http://127.0.0.1:${port}/webhooks/fa4efa4e-0000-4000-8000-000000000101`,
    });
    const { seed, engine } = fex;
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify(configOf(fex, port)), { mode: 0o600 });
    const wallet = engine.control.createWallet({
      name: 'Everybody',
      allocations: [{ name: 'Money', amountMinor: 9_000_000_000_000 }],
    });
    const hear = hearer(fex, wallet.walletId, wrong);
    const run = (mode: string) => {
      const args = [childFile, mode, wallet.walletId, '--config', config, '--profile', profile];
      const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      child = started;
      return started;
    };

    for (let kill = 1; kill <= options.kills; kill += 1) {
      engine.control.clearFaults();
      for (const fault of faults) engine.control.addFault(fault);
      const counter = run('trade');
      const exited = once(counter, 'exit');
      await hear(counter);
      await new Promise((resolve) => setTimeout(resolve, Math.random() ** 2 * 1_500));
      const alive = counter.exitCode === null;
      counter.kill('SIGKILL');
      await exited;
      if (!alive) wrong.push(`the counter ended by itself before kill ${kill}`);
      if (kill % 10 === 0) {
        // While it is dark the books must agree too: what was acknowledged is there.
        wrong.push(...compareBooks(profile, engine.control.intents()));
        say(`${kill} kills, ${engine.control.intents().length} intents, ${wrong.length} wrong`);
      }
      if (wrong.length > 0) break;
    }
    engine.control.clearFaults();
    const last = run('settle');
    const over = once(last, 'exit');
    await hear(last);
    const timer = setTimeout(() => last.kill('SIGKILL'), 15_000);
    await over;
    clearTimeout(timer);
    const mine = engine.control.intents().filter(({ counterId }) => counterId === seed.counter.counterId);
    wrong.push(...compareBooks(profile, mine));
    const paid = mine.filter(({ status }) => status === 'completed').length;
    return { kills: options.kills, sales: mine.length, paid, wrong };
  } finally {
    (child as ChildProcess | null)?.kill('SIGKILL');
    await fex?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The customer: sees what each counter's screen says and pays most of it. Resolves once the counter is ready. */
function hearer(fex: RunningSimulator, walletId: string, wrong: string[]) {
  const { control } = fex.engine;
  return (counter: ChildProcess): Promise<void> =>
    new Promise((resolve, reject) => {
      counter.once('exit', () => reject(new Error('the counter did not start')));
      if (counter.stdout === null) return;
      createInterface({ input: counter.stdout }).on('line', (line) => {
        const { kind, reference, text } = JSON.parse(line) as ChildLine;
        if (kind === 'ready') resolve();
        const wait = Math.random() * 120;
        if (text !== null && Math.random() < 0.8) {
          setTimeout(() => control.pay(walletId, { qrData: text }), wait).unref();
        }
        if (kind === 'waiting-for-approval' || kind === 'unknown') {
          setTimeout(() => {
            for (const { intentId } of control.approvals(walletId)) control.approve(walletId, intentId);
          }, wait).unref();
        }
        const paid = () =>
          control.intents().some((one) => one.reference === reference && one.status === 'completed');
        if (kind === 'paid' && !paid()) wrong.push(`a screen said paid for ${reference} and FEX does not`);
        if (kind === 'not-charged' && paid())
          wrong.push(`a screen said not charged for ${reference}, which is paid`);
      });
    });
}

function configOf({ apiUrl, tokenUrl, seed }: RunningSimulator, webhookPort: number) {
  const { counterId, clientId, clientSecret, webhookSecret } = seed.counter;
  return { apiUrl, tokenUrl, counterId, clientId, clientSecret, webhookSecret, webhookPort };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
