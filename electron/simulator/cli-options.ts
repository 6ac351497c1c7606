import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import { parseAssignment, parseSettings, SettingsError } from './settings.ts';

export interface CliOptions {
  readonly help: boolean;
  readonly port: number;
  readonly settings: Partial<SimulatorSettings>;
  readonly webhookUrl: string | null;
  /** PEM files for https with a throw-away certificate. */
  readonly tls: { readonly key: string; readonly cert: string } | null;
}

/** A command line that cannot be used; the message is one sentence for the person who typed it. */
export class UsageError extends Error {}

/** Reads the command line; throws `UsageError`. */
export function readCliOptions(args: readonly string[]): CliOptions {
  try {
    return read(args);
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(error.message);
    if (error instanceof TypeError && 'code' in error) throw new UsageError(firstSentence(error.message));
    throw error;
  }
}

function read(args: readonly string[]): CliOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      settings: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      'webhook-url': { type: 'string' },
      'tls-key': { type: 'string' },
      'tls-cert': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    throw new UsageError(`--port must be a number from 0 to 65535, not "${values.port}".`);
  }
  const webhookUrl = values['webhook-url'] ?? null;
  if (webhookUrl !== null && !/^https?:\/\/./.test(webhookUrl)) {
    throw new UsageError(`--webhook-url must be an http or https URL, not "${webhookUrl}".`);
  }
  const { 'tls-key': key, 'tls-cert': cert } = values;
  if ((key === undefined) !== (cert === undefined)) {
    throw new UsageError('--tls-key and --tls-cert belong together.');
  }
  const fromFile = values.settings === undefined ? {} : readSettingsFile(values.settings);
  const settings = Object.assign(fromFile, ...values.set.map(parseAssignment));
  const tls = key === undefined || cert === undefined ? null : { key: readText(key), cert: readText(cert) };
  return { help: values.help, port, settings, webhookUrl, tls };
}

function readSettingsFile(path: string): Partial<SimulatorSettings> {
  let value: unknown;
  const text = readText(path);
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`The file "${path}" is not JSON.`);
  }
  return parseSettings(value);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`The file "${path}" cannot be read.`);
  }
}

function firstSentence(message: string): string {
  const [first = message] = message.split(/(?<=\.) /);
  return first.endsWith('.') ? first : `${first}.`;
}
