import { readdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLogFile, type LogFileOptions } from '../../electron/node/log-file.ts';
import { tempDisk, tempFolder } from './temp-folder.ts';

function log(options: LogFileOptions) {
  const made = createLogFile(options);
  onTestFinished(() => made.close());
  return made;
}

const lines = (folder: string, name = 'counter.log') =>
  readFileSync(join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The lines that were not cut. */
const whole = (folder: string) =>
  readFileSync(join(folder, 'counter.log'), 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line));

describe('the log', () => {
  it('has one line an event, and says warnings and errors in plain words', () => {
    const folder = join(tempFolder(), 'logs');
    const said: string[] = [];
    const written = log({ folder, wallMs: () => 0, say: (line) => said.push(line) });
    written.info('counter.started', { environment: 'training', ms: 12 });
    written.warn('poll.failed', { status: 502, reason: 'two\nlines' });
    written.error('journal.unwritable');
    const at = '1970-01-01T00:00:00.000Z';
    expect(lines(folder)).toEqual([
      { at, level: 'info', event: 'counter.started', environment: 'training', ms: 12 },
      { at, level: 'warn', event: 'poll.failed', status: 502, reason: 'two\nlines' },
      { at, level: 'error', event: 'journal.unwritable' },
    ]);
    expect(said).toEqual([
      'Something went wrong (poll failed); counter.log says what.',
      'The record of sales cannot be written: nothing can be recorded, so nothing is charged.',
    ]);
  });

  it('tells a person in a sentence what stops the counter, once until it is news again', () => {
    const said: string[] = [];
    let nowMs = 0;
    const written = log({ folder: tempFolder(), wallMs: () => nowMs, say: (line) => said.push(line) });
    const heard = () => said.splice(0);
    written.warn('token.failed', { why: 'unreachable' });
    for (nowMs = 0; nowMs < 3_600_000; nowMs += 60_000) written.warn('token.failed', { why: 'unreachable' });
    expect(heard()).toEqual(['FEX cannot be reached; it is tried again.']);
    written.warn('token.failed', { why: 'refused' });
    written.warn('token.failed', { why: 'refused' });
    expect(heard()).toEqual(["FEX refused this counter's keys: charging is stopped."]);
    nowMs += 3_600_000;
    written.warn('token.failed', { why: 'refused' });
    expect(heard()).toHaveLength(1);
    written.warn('token.failed', { why: 'bad-answer' });
    expect(heard()).toEqual([
      "FEX's sign-in answered something that cannot be understood; it is tried again.",
    ]);
    written.error('journal.unwritable', { reason: 'disk-full' });
    written.error('journal.unwritable', { reason: 'disk-full' });
    written.error('journal.unwritable', { reason: 'read-only' });
    expect(heard()).toEqual([
      'The disk is full: nothing can be recorded, so nothing is charged.',
      'The disk is read-only: nothing can be recorded, so nothing is charged.',
    ]);
    written.error('webhook.no-listener', { error: 'Port 80 is taken.' });
    expect(heard()).toEqual(['Port 80 is taken: FEX is asked for news instead.']);
  });

  it('hides what may be a secret, in the file and in words', () => {
    const folder = tempFolder();
    const said: string[] = [];
    const secret = 'hunter2hunter2';
    const fields = {
      accessToken: secret,
      client_secret: secret,
      Authorization: `Bearer ${secret}`,
      walletCode: secret,
      PASSWORD: secret,
      pinCode: 4711,
      message: `sent with bearer ${secret}`,
      hasToken: true,
      token: null,
      long: 'x'.repeat(2000),
    };
    log({ folder, say: (line) => said.push(line) }).error('sign-in.refused', fields);
    const text = readFileSync(join(folder, 'counter.log'), 'utf8');
    expect(text + said.join()).not.toMatch(/hunter2|4711/);
    expect(lines(folder)[0]).toMatchObject({
      accessToken: '[hidden]',
      pinCode: '[hidden]',
      message: 'sent with bearer [hidden]',
      hasToken: true,
      token: null,
    });
    expect(lines(folder)[0].long.length).toBeLessThan(600);
    expect(statSync(join(folder, 'counter.log')).mode & 0o077).toBe(0);
  });

  it('keeps three files of the size given, also across restarts', () => {
    const folder = tempFolder();
    for (let run = 0; run < 4; run += 1) {
      const written = log({ folder, maxBytes: 1000 });
      for (let count = 0; count < 30; count += 1) written.info('tick', { run, count });
      written.close();
    }
    expect(readdirSync(folder).sort()).toEqual(['counter.log', 'counter.log.1', 'counter.log.2']);
    for (const name of readdirSync(folder))
      expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1000);
    expect(lines(folder).at(-1)).toMatchObject({ run: 3, count: 29 });
    const kept = ['counter.log.2', 'counter.log.1', 'counter.log'].flatMap((name) => lines(folder, name));
    const counts = kept.map((line) => line.run * 30 + line.count);
    expect(counts).toEqual(counts.map((_, index) => 120 - counts.length + index));
  });

  it('never throws, and goes on when the disk is back', () => {
    const folder = join(tempFolder(), 'logs');
    writeFileSync(folder, 'a file where the folder should be');
    const written = log({
      folder,
      say: () => {
        throw new Error('terminal closed');
      },
    });
    written.error('lost');
    rmSync(folder);
    written.info('back');
    expect(whole(folder).map((line) => line.event)).toEqual(['back']);
    written.close();
    written.close();
  });

  it('begins a new line after one that a full disk cut', (context) => {
    const disk = tempDisk('256k');
    if (!disk) return context.skip('this user may not mount a disk');
    const written = log({ folder: disk.folder });
    written.info('first');
    const ballast = join(disk.folder, 'ballast');
    const { bavail, bsize } = statfsSync(disk.folder);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    for (let count = 0; count < 100; count += 1) written.info('crowd', { count });
    rmSync(ballast);
    written.info('last');
    const events = whole(disk.folder).map((line) => line.event);
    expect([events[0], events.at(-1)]).toEqual(['first', 'last']);
    expect(events.length).toBeLessThan(100);
  });
});
