import { expect, it } from 'vitest';
import { torture } from '../../electron/tools/torture/drive.ts';

it('keeps the books of a real counter through ten kills', async () => {
  const { sales, wrong } = await torture({ kills: 10 });
  expect(wrong).toEqual([]);
  expect(sales).toBeGreaterThan(5);
}, 90_000);
