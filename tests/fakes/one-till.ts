import { afterEach, expect } from 'vitest';
import type { Fault } from '../../shared/sim-control.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { startTill, type Till, type TillOptions } from './till.ts';
import { minute, second } from './times.ts';

/** The till of the running test, and what every test asks of it and of FEX. */
export let till: Till;

/** Opens it; after the test it is stopped, and nothing of it may be left running. */
export async function openTill(options: TillOptions = {}): Promise<Till> {
  till = await startTill(options);
  return till;
}

afterEach(async () => {
  await till?.stop();
  expect(till?.clock.waiting() ?? 0, 'timers left running').toBe(0);
});

export const snapshot = async () => (await till.call('app.snapshot')) as Snapshot;
/** The journal's rows of one type, oldest first. */
export const rowsOf = (type: string) => till.memory.disk.rows.filter((row) => row.type === type);
/** FEX's own hand. */
export const control = () => till.fex.engine.control;
/** Every intent of FEX, the newest first. */
export const intents = () => control().intents();
export const fault = (one: Fault) => control().addFault(one);
/** Wallet codes of the first two customers. */
export const ada = () => control().seed().wallets[0]?.walletId ?? '';
export const ben = () => control().seed().wallets[1]?.walletId ?? '';

/** A second row under the reference of FEX's newest intent: a request that arrived twice. */
export function twin(status: string) {
  const [newest] = intents();
  if (!newest) throw new Error('no intent');
  const { amountMinor, reference } = newest;
  return control().plantIntent({ amountMinor, reference, status });
}

/** A sale that was cancelled and left, and whose customer then paid all the same: before the manager. */
export async function paidLate(): Promise<string> {
  await till.charge(2999);
  await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
  await till.clock.advance(second);
  const { attemptId } = till.view('not-charged');
  await till.call('payment.next', { attemptId });
  control().bendIntent(intents()[0]?.id ?? '', { status: 'pending' });
  control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
  await till.clock.advance(2 * minute);
  return attemptId;
}
