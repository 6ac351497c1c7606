import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wordsFor } from '../../electron/node/log-words.ts';
import { copySigns } from '../../shared/recovery.ts';

/** Every warning and error the counter can write. */
const events = new Set(
  globSync('electron/{core,node,shell-*}/**/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\blog\.(?:warn|error)\(\s*'([^']+)'/g)].map(
      ([, event]) => event,
    ),
  ),
);
const sentence = /^[A-Z][^\n{}]{10,}\.$/;

describe('what a person reads in the terminal', () => {
  it('knows the events of the source', () => {
    expect([...events]).toEqual(expect.arrayContaining(['webhook.forged', 'installation.suspect']));
  });

  it.each([...events].map((event) => [event ?? '']))('%s is a sentence of its own', (event) => {
    expect(wordsFor(event, {})).toMatch(sentence);
    expect(wordsFor(event, {})).not.toContain('Something went wrong');
  });

  it('says why charging stopped', () => {
    expect(wordsFor('installation.suspect', { sign: 'foreign-intent' })).toBe(
      'Another till seems to sell as this counter: charging is stopped until a manager confirms that only this one does.',
    );
    for (const sign of copySigns) expect(wordsFor('installation.suspect', { sign })).toMatch(/is stopped/);
    expect(wordsFor('installation.suspect', { sign: 'damaged' })).toMatch(/^The record of sales was damaged/);
    expect(wordsFor('journal.damaged', { kind: 'edited', sentence: 'Row 3 was changed.' })).toBe(
      'Row 3 was changed.',
    );
    for (const reason of ['disk-full', 'read-only', 'failed'])
      expect(wordsFor('journal.unwritable', { reason })).toMatch(/nothing is charged\.$/);
  });

  it('is a sentence too where nobody thought of one, and names no values', () => {
    expect(wordsFor('made.up-just_now', { value: 4711 })).toBe(
      'Something went wrong (made up just now); counter.log says what.',
    );
  });
});
