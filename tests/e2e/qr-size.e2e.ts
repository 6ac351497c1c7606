import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { afterEach, expect, test } from 'vitest';
import { type OpenTill, openTill } from './open-till.ts';

/** The code at its longest: modules are whole device pixels, and large enough for a customer's camera. */
let till: OpenTill | undefined;
afterEach(async () => {
  await till?.close();
  till = undefined;
});

interface Shop {
  counterId: string;
  clientId: string;
  clientSecret: string;
}

/** A merchant whose name makes `qr_data` exactly this long, and a counter of theirs. */
async function shopWithPayload(open: OpenTill, bytes: number): Promise<Shop> {
  const { fex } = open;
  const { admin } = fex.seed;
  const api = `${fex.apiUrl}/merchant/api/v1`;
  async function token(id: string, secret: string): Promise<string> {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
    });
    const answer = await fetch(fex.tokenUrl, { method: 'POST', body });
    return ((await answer.json()) as { access_token: string }).access_token;
  }
  async function post(path: string, bearer: string, body: unknown): Promise<Record<string, string>> {
    const answer = await fetch(`${api}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Record<string, string>;
  }
  const seededLength = fex.seed.merchant.name.length;
  // Learnt from one code of the seeded shop: everything but the name keeps its length.
  const known = new TextEncoder().encode(open.fex.engine.control.intents()[0]?.qrData ?? '').length;
  const name = 'M'.repeat(bytes - known + seededLength);
  const asAdmin = await token(admin.clientId, admin.clientSecret);
  const merchant = await post('/register', asAdmin, { email: 'long@fake.invalid', business_name: name });
  const asMerchant = await token(merchant.client_id ?? '', merchant.client_secret ?? '');
  const counter = (await post('/counters', asMerchant, { name: 'Long' })) as unknown as {
    counter: { id: string };
    client_id: string;
    client_secret: string;
  };
  return { counterId: counter.counter.id, clientId: counter.client_id, clientSecret: counter.client_secret };
}

async function showCode(open: OpenTill): Promise<void> {
  await open.until('keypad');
  await open.ringUp('2999');
  await open.press(/^Charge/);
  await open.until('showing-qr');
}

/** What the code on the screen says, and how many device pixels one of its modules takes. */
async function readModules(open: OpenTill) {
  const canvas = open.page.locator('[data-testid="qr"]');
  const png = PNG.sync.read(await canvas.screenshot());
  const found = jsQR(new Uint8ClampedArray(png.data), png.width, png.height);
  if (found === null) throw new Error('no code on the screen');
  const { width, height } = png;
  /** Black, and not the blue of the field behind the card's round corners. */
  const isBlack = (y: number, x: number) => {
    const at = (y * width + x) * 4;
    return (png.data[at] ?? 255) + (png.data[at + 1] ?? 255) + (png.data[at + 2] ?? 255) < 60;
  };
  const black: number[] = [];
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) if (isBlack(y, x)) black.push(x, y);
  const xs = black.filter((_, index) => index % 2 === 0);
  const left = xs.reduce((a, b) => Math.min(a, b));
  const right = xs.reduce((a, b) => Math.max(a, b)) + 1;
  const modules = 17 + 4 * found.version;
  const text = new TextDecoder().decode(Uint8Array.from(found.binaryData));
  return { text, modulePx: (right - left) / modules, left, quietPx: Math.min(left, width - right) };
}

test.each([
  ['1280x800', 8],
  ['800x480', 4],
])(
  '350 bytes at %s: at least %d device pixels a module, whole, with a quiet zone of four',
  async (size, least) => {
    till = await openTill({ size });
    expect(await till.page.evaluate(() => [innerWidth, innerHeight].join('x'))).toBe(size);
    await showCode(till);
    const shop = await shopWithPayload(till, 350);
    const { readFile, writeFile } = await import('node:fs/promises');
    await till.counter.stop();
    await writeFile(
      till.config,
      JSON.stringify({ ...JSON.parse(await readFile(till.config, 'utf8')), ...shop }),
    );
    await till.startAgainIn(`${till.profile}-long`);
    await showCode(till);
    const { text, modulePx, quietPx } = await readModules(till);
    expect(new TextEncoder().encode(text)).toHaveLength(350);
    expect(text).toBe(till.fex.engine.control.intents()[0]?.qrData);
    expect(Number.isInteger(modulePx)).toBe(true);
    expect(modulePx).toBeGreaterThanOrEqual(least);
    expect(quietPx).toBeGreaterThanOrEqual(4 * modulePx);
  },
);

test('what FEX’s own picture says is drawn as large, where it is not what its text says', async () => {
  till = await openTill({ settings: { qrPng: 'differs' } });
  await showCode(till);
  const { text, modulePx, quietPx } = await readModules(till);
  expect(text).toBe(`fex://pay?intent=${till.fex.engine.control.intents()[0]?.id}&other=form`);
  expect(Number.isInteger(modulePx)).toBe(true);
  expect(modulePx).toBeGreaterThanOrEqual(8);
  expect(quietPx).toBeGreaterThanOrEqual(4 * modulePx);
});
