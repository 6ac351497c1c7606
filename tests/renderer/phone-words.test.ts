import { expect, it } from 'vitest';
import { phoneWords } from '../../renderer/logic/phone-words.ts';

it('does not call a decline done, because nobody hears of it', () => {
  expect(phoneWords('phone.decline', { ok: true })).toBe('phone.declined');
  expect(phoneWords('phone.approve', { ok: true })).toBe('phone.done');
  expect(phoneWords('phone.decline', { ok: false, failure: 'phone-refused' })).toBe('failure.phone-refused');
  expect(phoneWords('phone.pay', 'refused')).toBe('refused');
});
