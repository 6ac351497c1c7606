import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { IntentDump, SimulatorSeed } from '../../shared/sim-control.ts';

/** FEX in a process of its own, so that what it costs is not counted as ours. */
export interface BenchFex {
  apiUrl: string;
  tokenUrl: string;
  seed: SimulatorSeed;
  ask<T>(path: string, body?: unknown): Promise<T>;
  newest(): Promise<IntentDump>;
  pay(intentId: string): Promise<void>;
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL('../../electron/simulator/main.ts', import.meta.url));

export async function startBenchFex(webhookUrl: string | null): Promise<BenchFex> {
  const args = [
    main,
    '--set',
    'scanByCounterToken=accept',
    ...(webhookUrl === null ? [] : ['--webhook-url', webhookUrl]),
  ];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const found = /^SIMULATOR (.*)$/m.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`The simulator ended with ${code}.`)));
  });
  const { apiUrl, tokenUrl, controlUrl, seed } = JSON.parse(line) as {
    apiUrl: string;
    tokenUrl: string;
    controlUrl: string;
    seed: SimulatorSeed;
  };
  async function ask<T>(path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${controlUrl}${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
  const wallet = seed.wallets[0]?.walletId ?? '';
  return {
    apiUrl,
    tokenUrl,
    seed,
    ask,
    async newest() {
      const { intents } = await ask<{ intents: IntentDump[] }>('/intents');
      const [intent] = intents;
      if (intent === undefined) throw new Error('No intent at FEX.');
      return intent;
    },
    async pay(intentId) {
      const { result } = await ask<{ result: string }>(`/wallets/${wallet}/pay`, { intentId });
      if (result !== 'paid') throw new Error(`The wallet said ${result}.`);
    },
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
