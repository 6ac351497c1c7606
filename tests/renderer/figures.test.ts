import { expect, it } from 'vitest';
import { figuresOf } from '../../renderer/logic/figures.ts';

it('writes the figures of a sentence as its language does, and leaves words alone', () => {
  const facts = { gigabytes: 41.3, rows: 48_211, app: '0.1.0' };
  expect(figuresOf(facts, 'en')).toEqual({ gigabytes: '41.3', rows: '48,211', app: '0.1.0' });
  expect(figuresOf(facts, 'de')).toEqual({ gigabytes: '41,3', rows: '48.211', app: '0.1.0' });
  expect(figuresOf(facts, 'ar').gigabytes).toMatch(/^41/);
});
