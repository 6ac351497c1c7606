import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../core/ports.ts';
import { wordsFor } from './log-words.ts';

type Fields = Parameters<Log['info']>[1];
type Level = 'info' | 'warn' | 'error';

export interface LogFileOptions {
  folder: string;
  /** Wall time, Unix milliseconds. */
  wallMs?: () => number;
  /** Where warnings and errors are said too, in plain words, one line each. */
  say?: (line: string) => void;
  maxBytes?: number;
}

export interface LogFile extends Log {
  close(): void;
}

export const logFileName = 'counter.log';
/** As long without a failure, and the next is news again. */
const quietMs = 10 * 60_000;

const keptFiles = 3;
const longestValue = 500;
const secretKey = /token|secret|authorization|code|password/i;
/** A credential inside a longer text, as libraries put them into messages. */
const credential = /\b(bearer|basic)\s+[\w.~+/=-]+/gi;

/**
 * One JSON line an event in `counter.log`, with two older files of 1 MiB each. Written at once, so the last line
 * before a crash is there. A disk that fails loses lines and stops nothing.
 */
export function createLogFile(options: LogFileOptions): LogFile {
  const file = join(options.folder, logFileName);
  const wallMs = options.wallMs ?? Date.now;
  const maxBytes = options.maxBytes ?? 1024 * 1024;
  let handle: number | null = null;
  let size = 0;
  /** The last line may have been cut by a disk that filled up. */
  let torn = false;
  /** The sentence last told about an event, and when the event last came. */
  const told = new Map<string, { sentence: string; atMs: number }>();

  function open(): number {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    handle = openSync(file, 'a', 0o600);
    size = fstatSync(handle).size;
    return handle;
  }

  function close(): void {
    if (handle === null) return;
    const last = handle;
    handle = null;
    try {
      closeSync(last);
    } catch {
      // Nothing is held any more either way.
    }
  }

  function rotate(): void {
    close();
    for (let age = keptFiles - 1; age >= 1; age -= 1) {
      try {
        renameSync(age === 1 ? file : `${file}.${age - 1}`, `${file}.${age}`);
      } catch {
        // The older file is not there yet.
      }
    }
  }

  function write(level: Level, event: string, fields: Fields): void {
    const shown = hide(fields ?? {});
    const line = `${JSON.stringify({ at: new Date(wallMs()).toISOString(), level, event, ...shown })}\n`;
    try {
      const bytes = Buffer.from(torn ? `\n${line}` : line, 'utf8');
      if (handle === null) open();
      if (size > 0 && size + bytes.length > maxBytes) rotate();
      writeFileSync(handle ?? open(), bytes);
      torn = false;
      size += bytes.length;
    } catch {
      // Opened anew for the next line: the disk may have room or be back by then.
      torn = true;
      close();
    }
    if (level !== 'info') say(event, shown);
  }

  /** The same is told once, not with every further try. */
  function say(event: string, fields: NonNullable<Fields>): void {
    const sentence = wordsFor(event, fields);
    const last = told.get(event);
    const atMs = wallMs();
    told.set(event, { sentence, atMs });
    if (last?.sentence === sentence && Math.abs(atMs - last.atMs) < quietMs) return;
    try {
      options.say?.(sentence);
    } catch {
      // A closed terminal.
    }
  }

  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
    close,
  };
}

/** Yes, no and nothing give no secret away; everything else under a suspicious name does. */
function hide(fields: NonNullable<Fields>): NonNullable<Fields> {
  const shown: Record<string, string | number | boolean | null> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (typeof value === 'boolean' || value === null) shown[key] = value;
    else if (secretKey.test(key)) shown[key] = '[hidden]';
    else shown[key] = typeof value === 'string' ? plain(value) : value;
  }
  return shown;
}

function plain(text: string): string {
  const safe = text.replaceAll(credential, '$1 [hidden]');
  return safe.length > longestValue ? `${safe.slice(0, longestValue)}…` : safe;
}
