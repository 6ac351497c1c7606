import { describe, expect, test } from 'vitest';
import type { Page, Read } from '../../electron/core/net/fex-client.ts';
import type { Intent } from '../../electron/core/net/intent.ts';
import { lookThrough, type PassResult, passResultOf } from '../../electron/core/payments/list-pass.ts';
import { anIntent } from '../fakes/one-attempt.ts';
import { hour, minute, second } from '../fakes/times.ts';

/** One look through FEX's list, on a list that is made up page by page. */

const sentAtMs = 1_800_000_000_000;
/** FEX's time when the pass begins. */
const beganAtMs = sentAtMs + 10 * second;
const limit = 100;

let lastId = 0;
/** Somebody else's row, created this long after our send. */
function row(afterSendMs: number | null, over: Partial<Intent> = {}): Intent {
  lastId += 1;
  return anIntent({
    id: `row-${lastId}`,
    status: 'pending',
    amountText: '1.00',
    reference: 'theirs',
    createdAtMs: afterSendMs === null ? null : sentAtMs + afterSendMs,
    ...over,
  });
}
const ours = (afterSendMs: number | null, over: Partial<Intent> = {}) =>
  row(afterSendMs, { id: 'ours', reference: 'R1', ...over });
const nameless = (afterSendMs: number | null, over: Partial<Intent> = {}) =>
  row(afterSendMs, { reference: null, ...over });
/** A full page, newest first, from one moment down to another. */
const full = (fromMs: number, toMs: number, count = limit) =>
  Array.from({ length: count }, (_, index) => row(fromMs + ((toMs - fromMs) * index) / (count - 1)));

interface Story {
  /** Pages of the first look; a page that is missing is empty. */
  pages: (Intent[] | 'fails')[];
  /** Page 1 at the end; as at first unless said. */
  again?: Intent[] | 'fails';
  /** What reading a row by its id tells; fails where nothing is said. */
  byId?: Record<string, Intent>;
  bound?: string[];
  /** What earlier looks learnt by reading rows. */
  learnt?: Map<string, string | null>;
  chargeableUntilMs?: number;
  /** How long each request takes. */
  eachMs?: number;
  /** The limit FEX says it used; null where it says none. */
  saidLimit?: number | null;
  /** The send's time is this computer's own. */
  unsure?: boolean;
}

async function look(
  story: Story,
): Promise<{ result: PassResult; pages: number[]; gets: string[]; rows: readonly Intent[] }> {
  const pages: number[] = [];
  const gets: string[] = [];
  let nowMs = 0;
  const failed = { kind: 'failed', why: 'silent', retryAfterMs: null } as const;
  const { chargeableUntilMs } = story;
  const sought = {
    reference: 'R1',
    sentAtMs,
    unsure: story.unsure ?? false,
    ...(chargeableUntilMs ? { chargeableUntilMs } : {}),
  };
  const looked = await lookThrough(
    [sought],
    {
      async list(page, asked): Promise<Read<Page>> {
        expect(asked).toBe(limit);
        nowMs += story.eachMs ?? 0;
        const again = page === 1 && pages.length > 0;
        pages.push(page);
        const intents = (again ? story.again : undefined) ?? story.pages[page - 1] ?? [];
        return intents === 'fails'
          ? failed
          : {
              kind: 'read',
              value: { intents, limit: story.saidLimit === undefined ? limit : story.saidLimit },
            };
      },
      async get(id): Promise<Read<Intent>> {
        gets.push(id);
        nowMs += story.eachMs ?? 0;
        const value = story.byId?.[id];
        return value ? { kind: 'read', value } : failed;
      },
      monotonicMs: () => nowMs,
      serverMs: () => beganAtMs + nowMs,
      ownerOf: (id) => ((story.bound ?? []).includes(id) ? 'R0' : null),
      learnt: story.learnt ?? new Map(),
    },
    true,
  );
  const result = passResultOf(looked, sought, null);
  return { result, pages, gets, rows: looked.rows };
}

type Wanted = 'absent' | 'inconclusive' | { found: string };
const kindOf = (result: PassResult): Wanted =>
  result.kind === 'found' ? { found: result.intent.id } : result.kind;

/** A row of these tables: what happens, the story, what the pass says, and which pages it read. */
type Case = [what: string, story: Story, says: Wanted, pages: number[]];

describe('how far back it reads', () => {
  const recent = full(0, -4 * minute);
  const old = full(-4 * minute, -6 * minute);
  const veryOld = full(-6 * minute, -9 * minute);
  const timeless = old.map((one, index) => (index === 50 ? { ...one, createdAtMs: null } : one));

  test.each<Case>([
    ['an empty list is read twice', { pages: [] }, 'absent', [1, 1]],
    ['two full pages, newest first, back past five minutes', { pages: [recent, old] }, 'absent', [1, 2, 1]],
    [
      'where FEX says no limit only an empty page is the last',
      { pages: [full(0, -minute, 20), full(-minute, -2 * minute, 20), [ours(0)]], saidLimit: null },
      { found: 'ours' },
      [1, 2, 3],
    ],
    ['one full page is no proof of the order', { pages: [veryOld, [ours(0)]] }, { found: 'ours' }, [1, 2]],
    ['one full page, nothing after', { pages: [veryOld] }, 'absent', [1, 2, 1]],
    [
      'two full pages that are not yet five minutes back',
      { pages: [full(0, -2 * minute), full(-2 * minute, -5 * minute), [ours(0)]] },
      { found: 'ours' },
      [1, 2, 3],
    ],
    ['pages oldest first', { pages: [veryOld.toReversed(), old.toReversed()] }, 'absent', [1, 2, 3, 1]],
    [
      'a second page that begins newer than the first ended',
      { pages: [old, [...full(0, -9 * minute)], [ours(0)]] },
      { found: 'ours' },
      [1, 2, 3],
    ],
    [
      'one row in the wrong place',
      { pages: [recent, [...old.slice(0, 98), ...old.slice(98).toReversed()], [ours(0)]] },
      { found: 'ours' },
      [1, 2, 3],
    ],
    ['a row without a time', { pages: [recent, timeless, [ours(0)]] }, { found: 'ours' }, [1, 2, 3]],
    [
      'pages that FEX made shorter than asked',
      { pages: [full(0, -minute, 20), [ours(0)]], saidLimit: 20 },
      { found: 'ours' },
      [1, 2],
    ],
  ])('%s', async (_what, story, says, pages) => {
    const seen = await look(story);
    expect(kindOf(seen.result)).toEqual(says);
    expect(seen.pages).toEqual(pages);
  });
});

describe('page 1 once more at the end', () => {
  const seen = [row(-1 * second)];
  const late = (afterBeginMs: number | null) =>
    row(afterBeginMs === null ? null : beganAtMs - sentAtMs + afterBeginMs);

  test.each<Case>([
    ['shows ours, which came late', { pages: [seen], again: [ours(0), ...seen] }, { found: 'ours' }, [1, 1]],
    ['cannot be read', { pages: [seen], again: 'fails' }, 'inconclusive', [1, 1]],
    ['shows a sale made since', { pages: [seen], again: [late(5 * second), ...seen] }, 'absent', [1, 1]],
    ['shows one made a second before', { pages: [seen], again: [late(-second), ...seen] }, 'absent', [1, 1]],
    [
      'shows one older than the pass, which it did not show before',
      { pages: [seen], again: [late(-second - 1), ...seen] },
      'inconclusive',
      [1, 1],
    ],
    [
      'shows a new one without a time',
      { pages: [seen], again: [late(null), ...seen] },
      'inconclusive',
      [1, 1],
    ],
  ])('%s', async (_what, story, says, pages) => {
    const told = await look(story);
    expect(kindOf(told.result)).toEqual(says);
    expect(told.pages).toEqual(pages);
  });
});

describe('where it gives up', () => {
  /** Pages that never reach far enough back. */
  const endless = (count: number) => Array.from({ length: count }, () => full(0, -second));
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  test.each<Case>([
    ['a page that cannot be read', { pages: [full(0, -second), 'fails'] }, 'inconclusive', [1, 2]],
    ['fifty full pages', { pages: endless(60) }, 'inconclusive', upTo(50)],
    ['fewer than fifty full pages', { pages: endless(49) }, 'absent', [...upTo(50), 1]],
    ['more than a minute', { pages: endless(9), eachMs: 20_001 }, 'inconclusive', [1, 2, 3]],
    ['a minute exactly', { pages: endless(3), eachMs: 20_000 }, 'absent', [1, 2, 3, 4, 1]],
  ])('%s', async (_what, story, says, pages) => {
    const told = await look(story);
    expect(kindOf(told.result)).toEqual(says);
    expect(told.pages).toEqual(pages);
  });
});

describe('which row is ours', () => {
  const at = (id: string, afterSendMs: number, status: string) => ours(afterSendMs, { id, status });

  test.each<[string, Story, Wanted]>([
    ['one of a minute before the send', { pages: [[ours(-minute)]] }, { found: 'ours' }],
    ['none older than that, and it is no absence', { pages: [[ours(-minute - 1)]] }, 'inconclusive'],
    ['none older than that, come late', { pages: [], again: [ours(-minute - 1)] }, 'inconclusive'],
    ['one without a time', { pages: [[ours(null)]] }, { found: 'ours' }],
    [
      'none of another attempt, and it is no absence',
      { pages: [[ours(0)]], bound: ['ours'] },
      'inconclusive',
    ],
    [
      'an old one too, where nobody knows when it was sent',
      { pages: [[ours(-hour)]], unsure: true },
      { found: 'ours' },
    ],
    [
      'the other, where one is of another attempt',
      { pages: [[ours(0), at('second', second, 'pending')]], bound: ['ours'] },
      { found: 'second' },
    ],
    [
      'of two the completed one, also where it is the younger',
      { pages: [[at('young', second, 'completed'), at('old', 0, 'pending')]] },
      { found: 'young' },
    ],
    [
      'of two the completed one, also where it stands below',
      { pages: [[at('young', second, 'pending'), at('old', 0, 'completed')]] },
      { found: 'old' },
    ],
    [
      'of two that wait the oldest',
      { pages: [[at('young', second, 'pending'), at('old', 0, 'pending')]] },
      { found: 'old' },
    ],
    [
      'one that waits before an older one that has ended',
      { pages: [[at('young', second, 'pending'), at('old', 0, 'expired')]] },
      { found: 'young' },
    ],
    [
      'of two that have ended the oldest',
      { pages: [[at('young', second, 'declined'), at('old', 0, 'expired')]] },
      { found: 'old' },
    ],
    ['never one that only looks like it', { pages: [[row(0, { reference: 'r1' }), row(0)]] }, 'absent'],
  ])('%s', async (_what, story, says) => {
    expect(kindOf((await look(story)).result)).toEqual(says);
  });
});

describe('rows that hide their reference', () => {
  const hidden = nameless(0, { id: 'hidden' });
  const others = (count: number) => Array.from({ length: count }, () => nameless(0));
  const told = (rows: Intent[]) =>
    Object.fromEntries(rows.map((one) => [one.id, { ...one, reference: 'x' }]));
  const many = others(61);

  test.each<[string, Story, Wanted, number]>([
    [
      'are read: ours',
      { pages: [[hidden]], byId: { hidden: ours(0, { id: 'hidden' }) } },
      { found: 'hidden' },
      1,
    ],
    ['are read: not ours', { pages: [[hidden]], byId: told([hidden]) }, 'absent', 1],
    [
      'are read where they came late',
      { pages: [], again: [hidden], byId: { hidden: ours(0, { id: 'hidden' }) } },
      { found: 'hidden' },
      1,
    ],
    ['and cannot be read', { pages: [[hidden]] }, 'inconclusive', 1],
    [
      'and turn out older than ours may be: no absence',
      { pages: [[hidden]], byId: { hidden: ours(-minute - 1, { id: 'hidden' }) } },
      'inconclusive',
      1,
    ],
    ['of another attempt are left alone', { pages: [[hidden]], bound: ['hidden'] }, 'absent', 0],
    ['older than five minutes are left alone', { pages: [[nameless(-5 * minute - 1)]] }, 'absent', 0],
    ['of five minutes exactly are read', { pages: [[nameless(-5 * minute)]] }, 'inconclusive', 1],
    ['without a time are read', { pages: [[nameless(null)]] }, 'inconclusive', 1],
    ['are all read', { pages: [many], byId: told(many) }, 'absent', 61],
    [
      'are read for a minute and no longer',
      { pages: [many], byId: told(many), eachMs: 1_000 },
      'inconclusive',
      59,
    ],
    ['are not read again', { pages: [many], learnt: new Map(many.map(({ id }) => [id, 'x'])) }, 'absent', 0],
    [
      'are read again where they are ours: their status counts',
      {
        pages: [[hidden]],
        byId: { hidden: ours(0, { id: 'hidden' }) },
        learnt: new Map([['hidden', 'R1']]),
      },
      { found: 'hidden' },
      1,
    ],
    [
      'made when nothing of ours could be made any more are left alone',
      { pages: [[nameless(7 * minute + 1)]], chargeableUntilMs: sentAtMs + 6 * minute },
      'absent',
      0,
    ],
    [
      'made as late as ours may be are read',
      { pages: [[nameless(7 * minute)]], chargeableUntilMs: sentAtMs + 6 * minute },
      'inconclusive',
      1,
    ],
  ])('%s', async (_what, story, says, reads) => {
    const { result, gets } = await look(story);
    expect(kindOf(result)).toEqual(says);
    expect(gets).toHaveLength(reads);
  });

  test('are told of in every later look: whoever could not record them then sees them again', async () => {
    const { rows, gets } = await look({ pages: [[hidden]], learnt: new Map([['hidden', 'R7']]) });
    expect(rows).toEqual([{ ...hidden, reference: 'R7' }]);
    expect(gets).toEqual([]);
  });
});
