import { describe, expect, it } from 'vitest';
import { importTable, type Row } from './import-table.ts';
import { isKebabCase, readSource, readSources, type SourceFile } from './source-files.ts';

/** Runs the import table over every source file; the table itself is in `import-table.ts`. */

const sources = readSources(['shared', 'electron', 'renderer']);

const isIn = (path: string, place: string) => path === place || path.startsWith(`${place}/`);

function rowOf(path: string): Row | undefined {
  return importTable.find(({ who }) => isIn(path, who));
}

/** What a file imports that its row does not allow, one sentence each. */
function offences(source: SourceFile): string[] {
  const row = rowOf(source.path);
  if (row === undefined) return [`${source.path} is in no row of the table`];
  return source.imports.flatMap(({ specifier, file, dynamic }) => {
    const allowed =
      file !== null
        ? row.ours.some((place) => isIn(file, place)) ||
          (!row.alone && isIn(file, row.who)) ||
          (dynamic && (row.lazily ?? []).some((place) => isIn(file, place)))
        : specifier.startsWith('node:')
          ? row.node === true
          : Object.hasOwn(row.packages ?? {}, packageOf(specifier));
    return allowed ? [] : [`${source.path} imports ${specifier}`];
  });
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

describe('the import table', () => {
  it('covers the whole house', () => {
    expect(sources.length).toBeGreaterThan(50);
    const empty = importTable.filter(({ who }) => !sources.some(({ path }) => rowOf(path)?.who === who));
    // Tools are command-line programs; the folder may be empty for a while.
    expect(empty.map(({ who }) => who).filter((who) => who !== 'electron/tools')).toEqual([]);
  });

  it.each(sources.map((source) => [source.path, source] as const))('holds for %s', (_path, source) => {
    expect(offences(source)).toEqual([]);
  });

  it.each([
    ['electron/core/x.ts', "import { readFile } from 'node:fs';"],
    ['electron/core/x.ts', "import type { Journal } from '../node/journal.ts';"],
    ['electron/core/x.ts', "type J = import('../node/journal.ts').Journal;"],
    ['electron/core/x.ts', "export * from '../node/journal.ts';"],
    ['electron/node/x.ts', "import { app } from 'electron';"],
    ['electron/node/x.ts', "import { createCounter } from '../core/counter.ts';"],
    ['electron/shell-chromium/x.ts', "import '../shell-electron/window-guards.ts';"],
    ['electron/shell-electron/preload.ts', "import './ipc-transport.ts';"],
    ['electron/simulator/x.ts', "import { money } from '../../shared/money.ts';"],
    ['electron/entry-chromium.ts', "import './simulator/start.ts';"],
    ['electron/open-counter.ts', "import './simulator/start.ts';"],
    ['electron/open-counter.ts', "import './shell-chromium/run-chromium.ts';"],
    ['electron/launch.ts', "import './entry-chromium.ts';"],
    ['renderer/x.ts', "import '../electron/core/ports.ts';"],
    ['renderer/x.ts', "const x = await import('node:fs');"],
    ['shared/x.ts', "import 'react';"],
    ['shared/x.ts', "const name = './x.ts'; import(name);"],
  ])('sees through %s: %s', (path, text) => {
    expect(offences(readSource(path, text))).toHaveLength(1);
  });

  it.each([
    ['electron/entry-chromium.ts', "await import('./simulator/start.ts');"],
    ['electron/simulator/x.ts', "import { simSettingsSchema } from '../../shared/sim-control.ts';"],
    ['electron/shell-electron/x.ts', "import type { App } from 'electron';"],
  ])('allows %s: %s', (path, text) => {
    expect(offences(readSource(path, text))).toEqual([]);
  });
});

describe('core', () => {
  it.each(
    sources.filter(({ path }) => isIn(path, 'electron/core')).map((source) => [source.path, source] as const),
  )('%s takes time, chance and the network as ports', (_path, source) => {
    expect(source.platform).toEqual([]);
  });

  it.each([
    'fetch("x")',
    'Date.now()',
    'new Date()',
    'setTimeout(f, 1)',
    'Math.random()',
    'process.env',
    'Buffer.from("x")',
    'globalThis',
    'globalThis.Date.now()',
    'globalThis["Date"].now()',
    'globalThis.fetch("x")',
    '(globalThis as any).fetch("x")',
    'Date["now"]()',
    'Date()',
    'new Date(5)',
    'new (Date as any)()',
    'Date',
    'Date.parse',
    'Date["parse"]("x")',
    '{ now: Date.now }',
    '{ Date }',
    '((Date: { now(): number }) => Date)',
    'new Intl.DateTimeFormat().format()',
    'new Intl.DateTimeFormat().format(5)',
    'Math["random"]()',
    '(({ random }) => random)(Math)',
    '(fetch as any)("x")',
    'fetch!("x")',
    '{ [process]: 1 }',
    'eval("1")',
    'new Function("return 1")',
    'self.fetch("x")',
  ])('would not get away with %s', (code) => {
    expect(readSource('electron/core/x.ts', `const x = ${code};`).platform).not.toEqual([]);
  });

  it.each([
    'clock.now()',
    'ports.fetch(1)',
    '({ process: 1 })',
    'x.setTimeout',
    '"Date.now()"',
    'Date.parse("2026-01-05T09:00:00Z")',
    'Date.UTC(2026, 0, 5)',
    'headers.Date',
    '({ Date: 1 })',
    'Math.max(1, 2)',
  ])('may say %s', (code) => {
    expect(readSource('electron/core/x.ts', `const x = ${code};`).platform).toEqual([]);
  });
});

describe('names', () => {
  it('are kebab-case', () => {
    expect(sources.map(({ path }) => path).filter((path) => !isKebabCase(path))).toEqual([]);
    expect(isKebabCase('electron/coreThing.ts')).toBe(false);
  });

  it('are exported by name, and by the file that has them', () => {
    expect(sources.filter(({ hasDefaultExport }) => hasDefaultExport).map(({ path }) => path)).toEqual([]);
    expect(sources.map(({ path }) => path).filter((path) => /(^|\/)index\.tsx?$/.test(path))).toEqual([]);
  });

  it('of Electron’s module stand in its shell only', () => {
    const saying = sources.filter(({ imports }) =>
      imports.some(({ specifier }) => packageOf(specifier) === 'electron'),
    );
    expect(saying.map(({ path }) => path).filter((path) => !isIn(path, 'electron/shell-electron'))).toEqual(
      [],
    );
    // By value only in the two files that run inside Electron.
    const byValue = saying.filter(({ imports }) =>
      imports.some(({ specifier, typeOnly }) => specifier === 'electron' && !typeOnly),
    );
    expect(byValue.map(({ path }) => path)).toEqual([
      'electron/shell-electron/inside-electron.ts',
      'electron/shell-electron/preload.ts',
    ]);
  });

  it('of payments stand in no shell', () => {
    const shells = sources.filter(({ path }) => /^electron\/shell-/.test(path));
    const saying = shells.filter(({ text }) =>
      /\b(payments?|sales?|refunds?|wallets?|intents?|money)\b/i.test(text),
    );
    expect(saying.map(({ path }) => path)).toEqual([]);
  });
});
