import { describe, expect, it } from 'vitest';
import { fieldOf } from '../../renderer/screens/field-of.ts';
import { notes, peakGain } from '../../renderer/sound/notes.ts';
import { resolveTheme } from '../../renderer/theme.ts';
import type { PaymentView } from '../../shared/payment-view.ts';

describe('colour of a state', () => {
  it('is green only for paid and red only for not charged', () => {
    const kinds = [
      'sending',
      'showing-qr',
      'waiting-for-approval',
      'cancelling',
      'unknown',
      'mismatch',
      'paid-late',
      'settled-by-hand',
      'refunded',
    ] as const;
    for (const kind of kinds) expect(['paid', 'not']).not.toContain(fieldOf({ kind } as PaymentView));
    expect(fieldOf({ kind: 'paid' } as PaymentView)).toBe('paid');
    expect(fieldOf({ kind: 'not-charged' } as PaymentView)).toBe('not');
    expect(fieldOf({ kind: 'idle' })).toBe('none');
  });
});

describe('sound', () => {
  it('is silent when muted and −12 dBFS at most', () => {
    expect(peakGain({ volume: 100, muted: true })).toBe(0);
    expect(peakGain({ volume: 0, muted: false })).toBe(0);
    expect(20 * Math.log10(peakGain({ volume: 100, muted: false }))).toBeCloseTo(-12, 6);
  });

  it('rises for paid and falls for not charged', () => {
    const [first, second] = notes.paid;
    expect(second?.hz).toBeGreaterThan(first?.hz ?? 0);
    const [high, low] = notes['not-charged'];
    expect(low?.hz).toBeLessThan(high?.hz ?? 0);
  });
});

describe('theme', () => {
  it('follows the computer only when it is left to it', () => {
    expect(resolveTheme('auto', { dark: true, contrast: false })).toBe('dark');
    expect(resolveTheme('auto', { dark: false, contrast: false })).toBe('light');
    expect(resolveTheme('auto', { dark: true, contrast: true })).toBe('contrast');
    expect(resolveTheme('light', { dark: true, contrast: true })).toBe('light');
  });
});
