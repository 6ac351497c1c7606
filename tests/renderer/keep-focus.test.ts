import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const renderer = new URL('../../renderer/', import.meta.url);
/** A sheet keeps the keyboard to itself, a choice stands in one, and the error's page has no till behind it. */
const apart = /-sheet\.tsx$|^choice\.tsx$|error-boundary\.tsx$/;

it('leaves the focus where it was when a button beside the keypad is pressed', () => {
  for (const folder of ['components/', 'screens/']) {
    for (const name of readdirSync(new URL(folder, renderer))) {
      if (!name.endsWith('.tsx') || apart.test(name)) continue;
      const text = readFileSync(new URL(folder + name, renderer), 'utf8');
      for (const [button] of text.matchAll(/<button\b[\s\S]*?onClick|<button\b[\s\S]*?<\/button>/g))
        expect(button, name).toContain('{...keepFocus}');
    }
  }
});
