import { afterEach, describe, expect, test } from 'vitest';
import { spawnCounter } from '../../electron/tools/counter-process.ts';
import { wedgeScan } from '../../electron/tools/wedge.ts';
import { type OpenTill, openTill } from './open-till.ts';

let till: OpenTill | undefined;
afterEach(async () => {
  await till?.close();
  till = undefined;
});
const words = (open: OpenTill) => open.page.locator('body').innerText();

describe('power cut', () => {
  test('in the middle of a standard sale: the same code is back, and the customer pays it', async () => {
    till = await openTill();
    await till.ringUp('2999');
    await till.press(/^Charge/);
    await till.until('showing-qr');
    await till.restart();
    await till.until('showing-qr');
    const { control } = till.fex.engine;
    expect(control.intents()).toHaveLength(1);
    control.pay(till.ada, { intentId: control.intents()[0]?.id ?? '' });
    await till.until('paid');
  });

  test('while the customer is asked to approve: what happened meanwhile is on the screen', async () => {
    till = await openTill();
    await till.ringUp('2999');
    await till.press('Scan wallet code');
    await wedgeScan(till.ada, till.display.env);
    await till.until('waiting-for-approval');
    await till.counter.kill();
    const { control } = till.fex.engine;
    control.approve(till.ada, control.intents()[0]?.id ?? '');
    await till.restart();
    await till.until('paid');
    expect(control.ledger()).toHaveLength(1);
  });

  test('before FEX answered a scan: not known yet, found, never sent again', async () => {
    till = await openTill();
    const { control } = till.fex.engine;
    control.addFault({ endpoint: 'scan', times: 1, partition: 'answer' });
    await till.ringUp('2999');
    await till.press('Scan wallet code');
    await wedgeScan(till.ada, till.display.env);
    await till.until('sending');
    await expect.poll(() => control.intents().length).toBe(1);
    await till.restart();
    await till.until('waiting-for-approval');
    expect(control.intents()).toHaveLength(1);
  });
});

test('FEX down at start: amounts can be entered, charging waits, and starts by itself', async () => {
  till = await openTill();
  const { control } = till.fex.engine;
  control.addFault({ endpoint: '*', cut: 'before' });
  await till.restart();
  await till.until('keypad');
  await till.page.getByText('FEX cannot be reached').first().waitFor();
  await till.ringUp('500');
  expect(await till.page.getByRole('button', { name: /^Charge/ }).isDisabled()).toBe(true);
  control.clearFaults();
  await till.page.getByText('FEX cannot be reached').first().waitFor({ state: 'hidden', timeout: 30_000 });
  await till.press(/^Charge/);
  await till.until('showing-qr');
});

test('a second instance on the same profile is refused in words, and the first goes on', async () => {
  till = await openTill();
  const second = spawnCounter({ args: till.args, env: till.display.env });
  expect(await second.exited).not.toBe(0);
  expect(second.stderr()).toContain('already open');
  await till.ringUp('500');
  await till.press(/^Charge/);
  await till.until('showing-qr');
});

test('a profile of one counter refuses another, and training', async () => {
  till = await openTill();
  const { display, config, profile } = till;
  await till.counter.stop();
  const training = spawnCounter({ args: ['--profile', profile], env: display.env });
  // Its window says so too, until somebody closes it.
  await expect.poll(() => training.stderr()).toContain('is for sandbox, not for training');
  expect(training.child.exitCode).toBeNull();
  expect(await training.stop()).toBe(1);
  const { writeFile, readFile } = await import('node:fs/promises');
  const other = { ...JSON.parse(await readFile(config, 'utf8')), counterId: 'another-counter' };
  await writeFile(config, JSON.stringify(other), { mode: 0o600 });
  const stranger = spawnCounter({ args: ['--profile', profile, '--config', config], env: display.env });
  expect(await stranger.exited).not.toBe(0);
  expect(stranger.stderr()).toContain('not for counter another-counter');
});

test('a wrong secret stops charging and says so on the screen', async () => {
  till = await openTill({ config: { clientSecret: 'not-the-secret' } });
  await till.until('keypad');
  await expect.poll(() => words(till as OpenTill)).toContain('keys');
  expect(till.counter.stderr()).not.toContain('not-the-secret');
  await till.ringUp('500');
  expect(await till.page.getByRole('button', { name: /^Charge/ }).isDisabled()).toBe(true);
});
