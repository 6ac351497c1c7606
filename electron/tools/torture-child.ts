import type { Snapshot } from '../../shared/snapshot.ts';
import { createCounter } from '../core/counter.ts';
import { openPorts } from '../node/open-ports.ts';
import { planRun } from '../node/plan-run.ts';
import type { ChildLine } from './torture/lines.ts';

/**
 * The counter without a window, ringing up sale after sale until it is killed. Started by `torture.ts`.
 * Arguments: `trade` or `settle`, a wallet code, then the counter's own `--config` and `--profile`.
 */
const origin = 'https://counter.localhost';
const [mode = 'trade', walletCode = '', ...args] = process.argv.slice(2);

const tell = (line: ChildLine) => void process.stdout.write(`${JSON.stringify(line)}\n`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function main(): Promise<void> {
  const planned = await planRun(args);
  if (!planned.ok) throw new Error(planned.sentence);
  const { ports, identity, close } = await openPorts(planned.plan, {
    simulator: () => Promise.reject(new Error('not in training')),
    language: 'en',
    say: (sentence) => void process.stderr.write(`${sentence}\n`),
  });
  // The shortest FEX takes, so that a bound passes within a run.
  ports.store.write('rules', { standardExpiresS: 60, reverseExpiresS: 30 });
  const counter = await createCounter(ports, identity, [origin]);
  const call = async (name: string, value: unknown = null) => {
    const reply = await counter.bridge.answer({ origin, ownTopFrame: true }, { call: name, args: value });
    if (!reply.ok) throw new Error(reply.message);
    return reply.value;
  };
  const view = async () => ((await call('app.snapshot')) as Snapshot).payment;
  counter.onEvent((event, body) => {
    if (event !== 'payment.changed') return;
    const { payment } = body as { payment: Snapshot['payment'] };
    if (payment.kind === 'idle') return;
    const text =
      payment.kind === 'showing-qr' && payment.qr.kind === 'modules' ? ports.qr.read(payment.qr) : null;
    tell({ kind: payment.kind, reference: payment.reference, text });
  });
  await counter.start();
  tell({ kind: 'ready', reference: null, text: null });

  for (let sale = 0; ; sale += 1) {
    const payment = await view();
    switch (payment.kind) {
      case 'idle': {
        if (mode === 'settle') {
          await counter.dispose();
          await close();
          return;
        }
        const amountMinor = 100 + (sale % 900);
        if (sale % 3 === 2) await call('payment.scan', { amountMinor, note: null, walletCode });
        else await call('payment.charge', { amountMinor, note: null });
        break;
      }
      case 'paid':
      case 'not-charged':
      case 'mismatch':
      case 'refunded':
        await call('payment.next', { attemptId: payment.attemptId });
        break;
      case 'showing-qr':
      case 'waiting-for-approval':
        await pause(60);
        if (sale % 4 === 1 || mode === 'settle')
          await call('payment.cancel', { attemptId: payment.attemptId });
        break;
      case 'unknown':
        await call('payment.check', { attemptId: payment.attemptId });
        break;
      default:
    }
    await pause(15);
  }
}

await main();
