import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutQr, leastModulePx, quietModules } from '../../renderer/logic/qr-layout.ts';

describe('QR size', () => {
  it('follows the table of the design', () => {
    expect(layoutQr(53, 624, 1)).toMatchObject({ modulePx: 10, offsetPx: 47 });
    expect(layoutQr(53, 864, 1)).toMatchObject({ modulePx: 14, offsetPx: 61 });
    expect(layoutQr(53, 936, 1)).toMatchObject({ modulePx: 15, offsetPx: 70 });
  });

  it('has at least 8 device pixels a module at 1280×800 up to 69 modules', () => {
    expect(layoutQr(69, 624, 1)?.modulePx).toBeGreaterThanOrEqual(8);
  });

  it('says no below four device pixels', () => {
    expect(layoutQr(177, 624, 1)).toBeNull();
    expect(layoutQr(177, 624, 2)?.modulePx).toBe(6);
    expect(layoutQr(53, 61 * leastModulePx, 1)?.modulePx).toBe(leastModulePx);
    expect(layoutQr(53, 61 * leastModulePx - 1, 1)).toBeNull();
  });

  it('is whole, the largest that fits, and never eats the quiet zone', () => {
    const ratio = fc.constantFrom(1, 1.25, 1.5, 1.75, 2, 3);
    fc.assert(
      fc.property(
        fc.integer({ min: 21, max: 177 }),
        fc.integer({ min: 100, max: 2000 }),
        ratio,
        (size, card, dpr) => {
          const layout = layoutQr(size, card, dpr);
          if (layout === null) return Math.floor(card * dpr) < (size + 8) * leastModulePx;
          const { modulePx, offsetPx, sidePx } = layout;
          const after = sidePx - offsetPx - size * modulePx;
          return (
            Number.isInteger(modulePx) &&
            Number.isInteger(offsetPx) &&
            offsetPx >= quietModules * modulePx &&
            after >= quietModules * modulePx &&
            (size + 8) * (modulePx + 1) > sidePx
          );
        },
      ),
    );
  });
});
