import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../electron/node/config-file.ts';
import { tempFolder } from './temp-folder.ts';

const secret = 'sk-very-secret-value';
const good = {
  apiUrl: 'http://127.0.0.1:4000',
  tokenUrl: 'http://localhost:4000/token',
  counterId: 'counter-1',
  clientId: 'client-1',
  clientSecret: secret,
};

function read(content: unknown) {
  const file = join(tempFolder(), 'config.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readConfigFile(file);
}

/** The refusal, which never quotes what was in the file. */
function refusal(content: unknown): string {
  const result = read(content);
  if (result.ok) throw new Error('was accepted');
  expect(result.message).not.toContain('secret-value');
  expect(result.message).not.toContain('\n');
  return result.message;
}

describe('a settings file', () => {
  it('is read, with and without what may be left out', () => {
    expect(read(good)).toEqual({ ok: true, config: good });
    const more = { ...good, webhookSecret: 'w', currency: 'EUR', webhookPort: 0 };
    expect(read(`\ufeff${JSON.stringify(more)}`)).toEqual({ ok: true, config: more });
  });

  it.each([
    'http://127.0.0.1',
    'https://127.255.0.9:1/x',
    'http://[::1]:4000',
    'http://LOCALHOST:4000',
    'http://127.1/',
  ])('may name %s', (url) => {
    expect(read({ ...good, apiUrl: url, tokenUrl: url })).toMatchObject({ ok: true });
  });

  it.each([
    'https://api.fex.example',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://127.0.0.1@evil.example/',
    'http://user:secret-value@127.0.0.1/',
    'http://0.0.0.0:4000',
    'http://[::ffff:127.0.0.1]:4000',
    'http://10.0.0.1',
    'ftp://127.0.0.1',
    'file:///127.0.0.1',
    '127.0.0.1:4000',
    '',
  ])('may not name %s', (url) => {
    for (const key of ['apiUrl', 'tokenUrl']) {
      const said = refusal({ ...good, [key]: url });
      expect(said).toContain(key);
      expect(said).toContain('real credentials enter by pairing');
    }
  });

  it.each(['?', '/?a=b', '/api#', '#top'])('may not end the API’s address with %s', (end) => {
    expect(refusal({ ...good, apiUrl: `http://127.0.0.1:4000${end}` })).toMatch(
      /has a question mark or a hash sign in apiUrl, where only scheme, host, port and path belong\.$/,
    );
    // FEX's sign-in is asked at exactly this address.
    expect(read({ ...good, tokenUrl: 'http://127.0.0.1:4000/token?realm=a' })).toMatchObject({ ok: true });
  });

  it('is refused with an unknown, a missing or an unusable key', () => {
    expect(refusal({ ...good, apiURL: 'x' })).toContain('apiURL');
    expect(refusal({ ...good, [`sk-very-secret-value ${'x'.repeat(50)}`]: 1 })).toContain('(unreadable)');
    for (const key of Object.keys(good)) {
      expect(refusal({ ...good, [key]: undefined })).toContain(key);
      expect(refusal({ ...good, [key]: { value: secret } })).toContain(key);
    }
    expect(refusal({ ...good, oops: 1 })).toContain('has a key that means nothing here: oops');
    expect(refusal({ ...good, oops: 1, ouch: 2 })).toContain('has keys that mean nothing here: oops, ouch');
    expect(refusal({ ...good, currency: 'XXY' })).toContain('needs a currency that is in use');
    for (const [key, value] of [
      ['currency', 'eur'],
      ['currency', 'XXY'],
      ['currency', 'DEM'],
      ['webhookPort', 70_000],
      ['webhookPort', '80'],
      ['clientSecret', ''],
    ] as const) {
      expect(refusal({ ...good, [key]: value })).toContain(key);
    }
  });

  it('is refused when it is something else', () => {
    expect(refusal(`{"clientSecret": "${secret}", oops`)).toContain('is not valid JSON');
    expect(refusal(`<!doctype html><p>${secret}`)).toContain('is a web page');
    expect(refusal('  ')).toContain('is empty');
    expect(refusal(`["${secret}"]`)).toContain('one JSON object');
    expect(refusal('null')).toContain('one JSON object');
    expect(refusal({ ...good, clientSecret: secret.repeat(10_000) })).toContain('larger than');
    const folder = tempFolder();
    expect(readConfigFile(folder)).toEqual({ ok: false, message: `${folder} is a folder, not a file.` });
    const absent = join(folder, 'absent.json');
    expect(readConfigFile(absent)).toEqual({ ok: false, message: `There is no file at ${absent}.` });
  });
});
