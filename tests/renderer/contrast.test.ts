import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The colours as they stand in the style sheet, measured again (WCAG 2 relative luminance). */

const css = readFileSync(new URL('../../renderer/styles/tokens.css', import.meta.url), 'utf8');

function tokensOf(theme: string): Map<string, string> {
  const block = new RegExp(`data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name ?? '', hex ?? '']),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const pairs: readonly [string, string, number][] = [
  ['ink', 'bg', 7],
  ['ink', 'surface', 7],
  ['ink', 'sunken', 7],
  ['ink-2', 'bg', 4.5],
  ['ink-2', 'surface', 4.5],
  ['ink-2', 'sunken', 4.5],
  ['ink-3', 'bg', 4.5],
  ['ink-3', 'surface', 4.5],
  ['on-action', 'action', 4.5],
  ['action', 'bg', 3],
  ['action', 'surface', 3],
  ['focus', 'bg', 3],
  ['focus', 'surface', 3],
  ['edge', 'surface', 3],
  ['edge', 'bg', 3],
  ['live', 'surface', 4.5],
  ['live', 'bg', 4.5],
  ['live', 'good-bg', 4.5],
  ['bad', 'surface', 4.5],
  ['bad', 'bg', 4.5],
  ['bad', 'bad-bg', 4.5],
  ['warn', 'surface', 4.5],
  ['warn', 'bg', 4.5],
  ['warn', 'warn-bg', 4.5],
  ['on-waiting', 'waiting', 7],
  ['waiting-2', 'waiting', 4.5],
  ['on-paid', 'paid', 4.5],
  ['paid-2', 'paid', 4.5],
  ['late', 'paid', 3],
  ['on-late', 'late', 7],
  ['on-not', 'not', 4.5],
  ['not-2', 'not', 4.5],
  ['on-back', 'back', 7],
  ['back-2', 'back', 4.5],
  ['on-unknown', 'unknown', 7],
  ['unknown-2', 'unknown', 4.5],
  ['on-training', 'training', 7],
  ['on-offline', 'offline', 7],
];

describe.each(['light', 'dark', 'contrast'])('%s', (theme) => {
  const tokens = tokensOf(theme);

  it('has every colour', () => {
    expect([...tokens.keys()].sort()).toEqual([...tokensOf('light').keys()].sort());
    expect(tokens.size).toBeGreaterThan(30);
  });

  it.each(pairs)('%s on %s is at least %f', (text, ground, floor) => {
    expect(contrast(tokens.get(text) ?? '#777777', tokens.get(ground) ?? '#777777')).toBeGreaterThanOrEqual(
      floor,
    );
  });
});

describe('the measure itself', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#12399e', '#12399e')).toBe(1);
  });
});
