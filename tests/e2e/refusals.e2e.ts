import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spawnCounter, startCounter } from '../../electron/tools/counter-process.ts';
import { type OwnDisplay, startDisplay } from '../../electron/tools/display.ts';
import { drivePage } from '../../electron/tools/page-driver.ts';
import { freePort } from '../bench/bench-till.ts';
import { aPairingRecord } from '../fakes/pairing-record.ts';
import { unsandboxableChromium } from '../fakes/unsandboxable.ts';

/** DevTools on a known port; null until the counter's own page is there. */
async function addressOn(port: number): Promise<string | null> {
  try {
    const list = await fetch(`http://127.0.0.1:${port}/json/list`);
    const pages = (await list.json()) as { url: string }[];
    if (!pages.some(({ url }) => url.startsWith('https://counter.localhost/'))) return null;
    const answer = await fetch(`http://127.0.0.1:${port}/json/version`);
    return ((await answer.json()) as { webSocketDebuggerUrl: string }).webSocketDebuggerUrl;
  } catch {
    return null;
  }
}

/** What the counter cannot start with: one sentence, no stack, not 0, no secret. */
let display: OwnDisplay;
let folder: string;
beforeAll(async () => {
  [display, folder] = await Promise.all([startDisplay(), mkdtemp(join(tmpdir(), 'fex-counter-refuse-'))]);
});
afterAll(async () => {
  await display?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const good = {
  apiUrl: 'http://127.0.0.1:9',
  tokenUrl: 'http://127.0.0.1:9/token',
  counterId: 'c1',
  clientId: 'counter-c1',
  clientSecret: 'very-secret-indeed',
};
let count = 0;
async function run(config: unknown, more: readonly string[] = []) {
  count += 1;
  const file = join(folder, `config-${count}.json`);
  await writeFile(file, typeof config === 'string' ? config : JSON.stringify(config), {
    mode: 0o600,
  });
  return exitOf(['--profile', join(folder, `profile-${count}`), '--config', file, ...more]);
}
async function exitOf(args: readonly string[]) {
  const counter = spawnCounter({ args, env: display.env });
  const code = await counter.exited;
  return { code, said: counter.stderr().trim(), stdout: counter.stdout() };
}

describe('refused in one sentence', () => {
  test.each<[string, unknown, RegExp]>([
    [
      'an API that is not on this computer',
      { ...good, apiUrl: 'http://api-sandbox.fexpayments.com' },
      /apiUrl.*real credentials enter by pairing/,
    ],
    ['https to elsewhere too', { ...good, tokenUrl: 'https://auth.example.com/token' }, /tokenUrl.*pairing/],
    ['an unknown key', { ...good, apiurl: 'x' }, /apiurl/],
    ['a missing key', { ...good, clientSecret: undefined }, /clientSecret/],
    ['a wrong currency', { ...good, currency: 'dollars' }, /currency/],
    ['a currency that does not exist', { ...good, currency: 'XXY' }, /currency that is in use/],
    ['a currency of the past', { ...good, currency: 'DEM' }, /currency that is in use/],
    ['no JSON', '{"clientSecret": "very-secret-indeed"', /not valid JSON/],
    ['a web page', '<html></html>', /web page/],
    ['an empty file', '', /empty/],
  ])('%s', async (_name, config, sentence) => {
    const { code, said, stdout } = await run(config);
    expect(code).toBe(2);
    expect(said).toMatch(sentence);
    expect(said.split('\n')).toHaveLength(1);
    expect(`${said}${stdout}`).not.toContain('very-secret-indeed');
    expect(stdout).not.toContain('READY');
  });

  test('a config that is not there', async () => {
    const { code, said } = await exitOf([
      '--profile',
      join(folder, 'p'),
      '--config',
      join(folder, 'absent.json'),
    ]);
    expect(code).toBe(2);
    expect(said).toContain('absent.json');
    expect(said.split('\n')).toHaveLength(1);
  });

  test('a system that allows Chromium no sandbox, with a config: one sentence, and no window without it', async () => {
    const config = join(folder, 'no-sandbox.json');
    await writeFile(config, JSON.stringify(good), { mode: 0o600 });
    const args = ['--profile', join(folder, 'no-sandbox'), '--config', config];
    const env = { ...display.env, FEX_COUNTER_CHROMIUM: await unsandboxableChromium() };
    const counter = spawnCounter({ args, env });
    expect(await counter.exited).toBe(1);
    // Nothing listens where its FEX is said to be, which may be told besides.
    const [said, ...besides] = counter.stderr().trim().split('\n');
    expect(said).toMatch(/^Chromium cannot build its sandbox: .* or give --no-sandbox\.$/);
    expect(besides.filter((line) => !line.startsWith('FEX cannot be reached'))).toEqual([]);
    expect(counter.stdout()).toBe('');
    // Let go again: the same profile opens where there is a sandbox, or it was given up by name.
    const second = await startCounter({ args: [...args, '--no-sandbox'], env });
    expect(second.stderr()).toContain('without its sandbox because --no-sandbox was given');
    expect(await second.stop()).toBe(0);
  });

  test.each([['--pair'], []])('another program as the window of a real counter %s', async (...more) => {
    const real = join(folder, `real-${more.length}`);
    const started = join(folder, `started-${more.length}`);
    await mkdir(real);
    if (more.length === 0)
      await writeFile(join(real, 'settings.json'), JSON.stringify({ pairing: aPairingRecord() }));
    const program = join(folder, 'window.sh');
    await writeFile(program, `#!/bin/sh\ntouch '${started}'\n`, { mode: 0o700 });
    const env = { ...display.env, FEX_COUNTER_CHROMIUM: program };
    const counter = spawnCounter({ args: ['--profile', real, ...more], env });
    expect(await counter.exited).toBe(2);
    expect(counter.stderr().trim()).toMatch(/^FEX_COUNTER_CHROMIUM names the program of the window.*\.$/);
    expect(existsSync(started)).toBe(false);
  });

  test('a folder with sales whose stamp is gone: nobody’s, not training’s either', async () => {
    const lost = join(folder, 'lost');
    await mkdir(lost);
    const before = 'somebody’s sales';
    await writeFile(join(lost, 'journal.db'), before);
    const config = join(folder, 'lost.json');
    await writeFile(config, JSON.stringify(good), { mode: 0o600 });
    const { code, said } = await exitOf(['--profile', lost, '--config', config]);
    expect(code).toBe(1);
    expect(said).toMatch(/^The folder .* holds journal\.db, but no profile\.json .*\.$/);
    expect(await readFile(join(lost, 'journal.db'), 'utf8')).toBe(before);
    expect(existsSync(join(lost, 'profile.json'))).toBe(false);
  });

  test.each(['--profile=', '--config='])('an empty %s', async (flag) => {
    const { code, said } = await exitOf([flag]);
    expect(code).toBe(2);
    expect(said).toMatch(/^--(profile|config) is empty: it takes [^\n]+\.$/);
  });

  test('an unknown option', async () => {
    const { code, said } = await exitOf(['--no-such-thing']);
    expect(code).toBe(2);
    expect(said).toContain('--no-such-thing');
  });

  test('a profile that is a file: said in the terminal and, without a config, in the window too', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const port = await freePort();
    const args = ['--profile', file, '--devtools-port', String(port)];
    const counter = spawnCounter({ args, env: display.env });
    let address: string | null = null;
    await expect.poll(async () => (address ??= await addressOn(port)), { timeout: 15_000 }).not.toBeNull();
    const { page, leave } = await drivePage(address ?? '');
    await page.locator('[data-screen="no-counter"]').waitFor();
    const sentence = await page.locator('h1').textContent();
    expect(sentence).toContain('is not a folder');
    await expect.poll(() => counter.stderr().trim()).toBe(sentence);
    await leave();
    expect(await counter.stop()).toBe(1);
  });

  test('a profile that is a file, with a config: ends at once', async () => {
    const file = join(folder, 'another-file');
    await writeFile(file, '');
    const config = join(folder, 'good.json');
    await writeFile(config, JSON.stringify(good), { mode: 0o600 });
    const { code, said } = await exitOf(['--profile', file, '--config', config]);
    expect(code).toBe(1);
    expect(said.split('\n')).toHaveLength(1);
  });
});
