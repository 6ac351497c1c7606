import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { drawQrPng } from '../../electron/simulator/qr-png.ts';
import { createShop, merchant, wallets } from './support.ts';

function decode(dataUri: string): string | undefined {
  const png = PNG.sync.read(Buffer.from(dataUri.replace('data:image/png;base64,', ''), 'base64'));
  return jsQR(new Uint8ClampedArray(png.data), png.width, png.height)?.data;
}

test.each(['json', 'uri'] as const)('the PNG says exactly what qr_data says (%s)', (qrData) => {
  const { create } = createShop({ qrData }, { drawQr: drawQrPng });
  const { qr_data: text, qr_code_url: url } = create({ amount: 1234.5, currency: 'EUR' });
  expect(decode(url)).toBe(text);
});

test('qr_data has the two documented forms', () => {
  const intent = createShop().create();
  expect(JSON.parse(intent.qr_data)).toEqual({
    payment_intent_id: intent.id,
    amount: 29.99,
    currency: 'USD',
    merchant_id: merchant.merchantId,
    merchant_name: merchant.name,
  });
  const other = createShop({ qrData: 'uri' }).create();
  expect(other.qr_data).toBe(
    `fex://pay?intent=${other.id}&amount=29.99&currency=USD&merchant=${merchant.merchantId}`,
  );
});

test('text and picture can be made to disagree, break or vanish', () => {
  const differs = createShop({ qrPng: 'differs' }, { drawQr: drawQrPng }).create();
  expect(decode(differs.qr_code_url)).not.toBe(differs.qr_data);
  expect(createShop({ qrPng: 'absent' }).create().qr_code_url).toBeNull();
  const pictureOnly = createShop({ qrData: 'absent' }, { drawQr: drawQrPng });
  const { qr_data: text, qr_code_url: url } = pictureOnly.create();
  expect(text).toBeNull();
  expect(pictureOnly.control.pay(wallets.ada, { qrData: decode(url) ?? '' }).result).toBe('paid');
  const broken = createShop({ qrPng: 'broken' }).create().qr_code_url;
  expect(() => decode(broken)).toThrow();
});
