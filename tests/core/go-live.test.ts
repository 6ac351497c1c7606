import { expect, test } from 'vitest';
import { vaultNames } from '../../electron/core/ports.ts';
import type { GoLivePoint, GoLiveView } from '../../shared/go-live.ts';
import type { PairingRecord } from '../../shared/pairing.ts';
import { ada, control, fault, openTill, till } from '../fakes/one-till.ts';
import { aPairingRecord } from '../fakes/pairing-record.ts';
import type { TillOptions } from '../fakes/till.ts';

const [second, minute] = [1000, 60_000];
const read = async () => ((await till.call('go-live.read')) as GoLiveView).points;
const stateOf = async (name: GoLivePoint) => (await read()).find((one) => one.name === name)?.state;
const missing = async () => (await read()).filter(({ state }) => state === 'missing').map(({ name }) => name);

async function paired(more: TillOptions = {}, record: Partial<PairingRecord> = {}) {
  const pairing = aPairingRecord({ environment: 'sandbox', ...record });
  await openTill({ keychain: true, webhooks: true, store: { pairing }, ...more });
  // The fake is not paired by hand: what its pairing wrote down.
  await till.memory.journal.append([
    {
      ...{ type: 'pairing.done', actor: 'manager (unproved)', atMs: 5, serverMs: 5 },
      ...{ saleId: null, attemptId: null, reference: null, body: {} },
    },
  ]);
  await till.clock.advance(second);
}
async function sell(how: 'standard' | 'reverse', paid = true) {
  if (how === 'standard') await till.charge(2999);
  else await till.scan(2999, ada());
  await till.clock.advance(second);
  const intentId = control().intents()[0]?.id ?? '';
  if (!paid) {
    const view = till.view(how === 'standard' ? 'showing-qr' : 'waiting-for-approval');
    await till.call('payment.cancel', { attemptId: view.attemptId });
    await till.clock.advance(2 * minute);
    return;
  }
  if (how === 'standard') control().pay(ada(), { intentId });
  else control().approve(ada(), intentId);
  await till.clock.advance(3 * second);
  await till.call('payment.next', { attemptId: till.view('paid').attemptId });
}

test('each point turns good by what is seen, and by nothing else', async () => {
  await paired();
  till.fex.deliver = null;
  expect(await missing()).toEqual([
    'token-renewed',
    'asked-again',
    'standard-sale',
    'reverse-sale',
    'webhook-verified',
    'live',
  ]);
  await sell('standard', false);
  expect(await stateOf('standard-sale')).toBe('missing');
  await sell('standard');
  expect(await stateOf('standard-sale')).toBe('good');
  expect(await stateOf('reverse-sale')).toBe('missing');
  await sell('reverse');
  expect(await stateOf('reverse-sale')).toBe('good');
  expect(await stateOf('webhook-verified')).toBe('missing');
  await till.clock.advance(5 * minute);
  expect(await stateOf('token-renewed')).toBe('good');
  expect(await stateOf('asked-again')).toBe('missing');
  fault({ endpoint: 'intents.list', status: 503 });
  await till.clock.advance(2 * minute);
  expect(await stateOf('asked-again')).toBe('missing');
  control().clearFaults();
  await till.clock.advance(2 * minute);
  expect(await missing()).toEqual(['webhook-verified', 'live']);
});

test('a webhook of FEX’s own, and what was seen before, count over a restart', async () => {
  await paired();
  await sell('standard');
  expect(await stateOf('webhook-verified')).toBe('good');
  await till.clock.advance(5 * minute);
  await till.restart();
  expect(await stateOf('webhook-verified')).toBe('good');
  expect(await stateOf('token-renewed')).toBe('good');
  expect(await stateOf('standard-sale')).toBe('good');
});

test('a forged webhook is no evidence', async () => {
  await paired();
  control().addWebhookDial({ event: '*', forge: 'signature' });
  await sell('standard');
  expect(await stateOf('webhook-verified')).toBe('missing');
});

test('a counter that is live and paired has been activated', async () => {
  await paired({}, { environment: 'live' });
  expect(await stateOf('live')).toBe('good');
});

test('keys that are gone, a closed keychain and a silent FEX are missing, and read without waiting for ever', async () => {
  await paired();
  await till.vault.delete(vaultNames.webhookSecret);
  expect(await missing()).toEqual(expect.arrayContaining(['webhook-secret', 'webhook-door']));
  till.vault.closeAs('locked');
  expect(await stateOf('secret-kept')).toBe('missing');
});

test('a counter that shows codes only needs no sale by wallet code', async () => {
  await paired({ identity: { scan: { with: 'none' } } });
  expect(await stateOf('reverse-sale')).toBe('noted');
});

test('training is evidence of nothing, and a till with its keys in a file is not paired', async () => {
  await openTill({ identity: { environment: 'training' }, webhooks: true });
  await till.clock.advance(second);
  await sell('standard');
  await till.clock.advance(6 * minute);
  expect(await missing()).toHaveLength(12);
  await till.stop();
  await openTill();
  expect(await missing()).toEqual(expect.arrayContaining(['merchant-keys', 'secret-kept', 'counter']));
});
