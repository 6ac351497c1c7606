import { toDataURL } from 'qrcode';
import { expect, test } from 'vitest';
import { planQr } from '../../electron/core/payments/qr-plan.ts';
import { createQrCodec } from '../../electron/node/qr-codec.ts';
import { layoutQr, leastModulePx, quietModules } from '../../renderer/logic/qr-layout.ts';
import { createMemoryLog } from '../fakes/memory-log.ts';

/** What the customer's camera gets, from FEX's answer to the pixels of the card. */
const codec = createQrCodec();
const card = 624;
const text = (bytes: number) => `fex://pay?intent=${'a1'.repeat(200)}`.slice(0, bytes);

const pictures = [
  ['as FEX draws it', {}],
  ['without a margin', { margin: 0, scale: 4 }],
  ['with one module of margin', { margin: 1, scale: 3 }],
  ['with one pixel a module', { scale: 1, margin: 0 }],
  ['larger than the card', { scale: 20 }],
] as const;

test.each(pictures)(
  'FEX’s own picture, %s, is shown with its quiet zone and large enough',
  async (_, options) => {
    const log = createMemoryLog();
    const said = text(350);
    const qr = planQr({ qrData: 'something else', qrPng: await toDataURL(said, options) }, codec, log);
    if (qr === null) throw new Error('no code');
    expect(codec.read(qr)).toBe(said);
    expect(log.has('qr.picture-differs')).toBe(true);
    const layout = layoutQr(qr.size, card, 1);
    if (layout === null) throw new Error('too small');
    expect(layout.modulePx).toBeGreaterThanOrEqual(8);
    expect(layout.offsetPx).toBeGreaterThanOrEqual(quietModules * layout.modulePx);
  },
);

test('a picture whose code is too long for the card is the error, not a code nobody can read', async () => {
  const said = `fex://pay?${'x'.repeat(2600)}`;
  const qrPng = await toDataURL(said, { errorCorrectionLevel: 'L', scale: 3, margin: 0 });
  const qr = planQr({ qrData: 'something else', qrPng }, codec, createMemoryLog());
  if (qr === null) throw new Error('no code');
  expect((qr.size + 2 * quietModules) * leastModulePx).toBeGreaterThan(card);
  expect(layoutQr(qr.size, card, 1)).toBeNull();
});
