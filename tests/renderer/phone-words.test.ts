import { expect, it } from 'vitest';
import { phoneWords } from '../../renderer/logic/phone-words.ts';

it('does not call a decline done, because nobody hears of it', () => {
  expect(phoneWords('phone.decline', { ok: true })).toBe('phone.declined');
  expect(phoneWords('phone.approve', { ok: true })).toBe('phone.done');
  expect(phoneWords('phone.decline', { ok: false, failure: 'phone-refused' })).toBe('failure.phone-refused');
  expect(phoneWords('phone.pay', 'refused')).toBe('refused');
});

it('says in words why the wallet would not, and never shows a word of the machine', () => {
  const said = (detail?: string) =>
    phoneWords('phone.pay', {
      ok: false,
      failure: 'phone-refused',
      ...(detail === undefined ? {} : { detail }),
    });
  expect(said('insufficient')).toBe('phone.no.insufficient');
  expect(said('already-final')).toBe('phone.no.already-final');
  expect(said('something-new')).toBe('failure.phone-refused');
  expect(said()).toBe('failure.phone-refused');
});
