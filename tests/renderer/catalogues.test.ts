import { describe, expect, it } from 'vitest';
import { ar } from '../../renderer/text/ar.ts';
import { de } from '../../renderer/text/de.ts';
import { en } from '../../renderer/text/en.ts';
import { diagnosticReasons } from '../../shared/diagnostics.ts';
import { failureCodes } from '../../shared/failures.ts';
import { networkTroubles } from '../../shared/network.ts';
import { listenTroubles, newsTestTroubles } from '../../shared/news.ts';
import { notChargedReasons } from '../../shared/payment-view.ts';
import { haltReasons } from '../../shared/snapshot.ts';

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flat(value, `${path}${key}.`),
  );
}

const languages = { en, de, ar };
const english = new Map(flat(en));
const holes = (text: string) => [...text.matchAll(/\{\{\w+\}\}|<\/?\w+\/?>/g)].map(([hole]) => hole).sort();

describe.each(Object.entries(languages))('words in %s', (_language, catalogue) => {
  const words = flat(catalogue);

  it('has the same keys as the source', () => {
    expect(words.map(([key]) => key).sort()).toEqual([...english.keys()].sort());
  });

  it('has the same placeholders and marks as the source', () => {
    for (const [key, text] of words) expect(holes(text), key).toEqual(holes(english.get(key) ?? ''));
  });

  it('leaves nothing empty and shouts at nobody', () => {
    for (const [key, text] of words) {
      expect(text.trim(), key).toBe(text);
      expect(text, key).not.toBe('');
      expect(text, key).not.toMatch(/!|\b(please|oops|invalid|bitte|ungültig)\b/i);
    }
  });

  it('has a sentence for every reason and every code', () => {
    for (const reason of notChargedReasons) expect(catalogue.notCharged.reason[reason]).toMatch(/\.$/);
    for (const code of failureCodes) expect(catalogue.failure[code]).toMatch(/\.$/);
    for (const reason of diagnosticReasons) expect(catalogue.diagnostics.why[reason]).toMatch(/\.$/);
    for (const trouble of newsTestTroubles) expect(catalogue.news.why[trouble]).toMatch(/\.$/);
    for (const trouble of listenTroubles) expect(catalogue.news.trouble[trouble]).toMatch(/\.$/);
    for (const trouble of networkTroubles) expect(catalogue.network.trouble[trouble]).toMatch(/\.$/);
    for (const reason of haltReasons) expect(catalogue.halt[reason]).toMatch(/\.$/);
  });
});

describe('translation', () => {
  /** Words that are the same in two languages and meant to be. */
  const shared = new Set([
    'connection.live',
    'connection.polling',
    'connection.offline',
    'band.training',
    'band.sandbox',
    'phone.wallet',
    'paid.timeAndReference',
  ]);

  it('has one word for one thing', () => {
    const holding = (catalogue: Parameters<typeof flat>[0], word: RegExp) =>
      flat(catalogue).filter(([, text]) => word.test(text));
    // The ledger is a Kontobuch, and what is cancelled is storniert.
    expect(holding(de, /Hauptbuch|abgebrochen/)).toEqual([]);
    // To settle is not to give a discount, to refund is to give back, and a counter is no drawer.
    expect(holding(ar, /حسم|سترد/)).toEqual([]);
    expect(holding(ar, /(?<!أمين (?:ال)?)صندوق/)).toEqual([]);
    // Clearing what was typed is not scanning.
    for (const words of [ar.keypad.clear, ar.staff.clear]) expect(ar.keypad.scan).not.toContain(words);
  });

  it.each([
    ['de', de],
    ['ar', ar],
  ])('%s leaves no English behind', (_language, catalogue) => {
    const same = flat(catalogue).filter(([key, text]) => english.get(key) === text && !shared.has(key));
    expect(same).toEqual([]);
  });
});
