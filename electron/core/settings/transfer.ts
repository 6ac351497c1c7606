import type { CallArgs, CallName } from '../../../shared/contract.ts';
import { type Done, done, failed } from '../../../shared/failures.ts';
import type { TransferKey, TransferLook, TransferTrouble } from '../../../shared/settings-file.ts';
import type { Handlers } from '../bridge-server.ts';
import type { Actor, Hasher, JournalBody, SettingsFolder } from '../ports.ts';
import type { Approve } from '../staff/approve.ts';
import type { Save } from './saved.ts';
import { readSettingsFile, type TransferSettings, writeSettingsFile } from './settings-file.ts';

export type TransferCall = Extract<CallName, `settings.${string}`>;

const largest = 64 * 1024;

/**
 * Settings go from one till to the next through a folder of the profile: the page names a file in it and never opens
 * one, so that no window to the rest of the disk is needed. What is taken is shown first, and a manager agrees to
 * exactly that.
 */
export function createTransfer(options: {
  /** Null where this till has none. */
  folder: SettingsFolder | null;
  /** How the file is called that this till writes. */
  ownName: string;
  current(): TransferSettings;
  save: Save;
  hasher: Hasher;
  approve: Approve;
  record(type: string, actor: Actor, body: JournalBody): Promise<boolean>;
  /** A payment is on the screen that is not over. */
  isBusy(): boolean;
  /** What was taken counts from a new start on. */
  reopen(): void;
}): Pick<Handlers, TransferCall> {
  const { folder, current, save, hasher, approve, record } = options;

  async function read(
    name: string,
  ): Promise<
    { ok: false; trouble: TransferTrouble } | { ok: true; text: string; settings: TransferSettings }
  > {
    const text = (await folder?.read(name, largest)) ?? null;
    if (text === null) return { ok: false, trouble: 'file-gone' };
    if (text === 'too-large') return { ok: false, trouble: 'file-too-large' };
    const file = readSettingsFile(text.content);
    return file.ok ? { ok: true, text: text.content, settings: file.settings } : file;
  }

  /** The largest sale is in minor units: of another currency it says nothing here. */
  function wanted({ currency, preferences, rules }: TransferSettings): TransferSettings {
    const now = current();
    const same = currency === now.currency;
    const capMinor = same ? rules.capMinor : now.rules.capMinor;
    return { currency: now.currency, preferences, rules: { ...rules, capMinor } };
  }

  async function exportFile({ confirmed }: CallArgs<'settings.export'>): Promise<Done> {
    if (folder === null) return failed('not-possible-now');
    const approval = await approve('settings', confirmed);
    if (!approval.ok) return failed(approval.failure);
    if (!(await record('settings.exported', approval.actor, { file: options.ownName })))
      return failed('not-recorded');
    try {
      await folder.write(options.ownName, writeSettingsFile(current()));
    } catch {
      return failed('settings-not-saved');
    }
    return done;
  }

  async function look(name: string): Promise<TransferLook> {
    const file = await read(name);
    if (!file.ok) return { trouble: file.trouble, changes: [], otherCurrency: null, digest: '' };
    const { currency } = file.settings;
    return {
      trouble: null,
      changes: changesOf(current(), wanted(file.settings)),
      otherCurrency: currency === current().currency ? null : currency,
      digest: hasher.sha256Hex(file.text),
    };
  }

  async function importFile({ name, digest, confirmed }: CallArgs<'settings.import'>): Promise<Done> {
    const file = await read(name);
    // Another file than the one that was looked at.
    if (!file.ok || hasher.sha256Hex(file.text) !== digest) return failed('not-possible-now');
    const approval = await approve('settings', confirmed);
    if (!approval.ok) return failed(approval.failure);
    if (options.isBusy()) return failed('busy');
    const before = current();
    const next = wanted(file.settings);
    const changes = changesOf(before, next);
    if (changes.length === 0) return done;
    const body = { file: name, digest, kinds: changes.map(({ key }) => key).join(' ') };
    if (!(await record('settings.imported', approval.actor, body))) return failed('not-recorded');
    if (!save('rules', next.rules)) return failed('settings-not-saved');
    if (!save('preferences', next.preferences)) {
      // All of it or nothing.
      save('rules', before.rules);
      return failed('settings-not-saved');
    }
    options.reopen();
    return done;
  }

  return {
    'settings.files': async () => ({
      folder: folder?.path ?? null,
      files: (await folder?.list().catch(() => [])) ?? [],
    }),
    'settings.export': exportFile,
    'settings.look': ({ name }) => look(name),
    'settings.import': importFile,
  };
}

function changesOf(before: TransferSettings, after: TransferSettings): TransferLook['changes'] {
  const [from, to] = [before, after].map(({ preferences, rules }) => ({ ...preferences, ...rules }));
  if (from === undefined || to === undefined) return [];
  return (Object.keys(to) as TransferKey[]).flatMap((key) =>
    from[key] === to[key] ? [] : [{ key, from: from[key], to: to[key] }],
  );
}
