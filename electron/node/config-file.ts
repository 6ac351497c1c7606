import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { isActiveCurrency } from '../../shared/currencies.ts';
import { diskSentence } from './disk-words.ts';

/** Far more than such a file can hold. */
const maxBytes = 64 * 1024;

const loopbackUrl = z.string().max(2000).refine(isLoopback, {
  error: 'must be an http(s) address on this computer (127.0.0.0/8, [::1] or localhost)',
  abort: true,
});
/** Paths are put behind it, so nothing may end it. */
const baseUrl = loopbackUrl.refine((address) => !/[?#]/.test(address), { params: { ends: true } });
const text = z.string().min(1).max(2000);

const configSchema = z.strictObject({
  apiUrl: baseUrl,
  tokenUrl: loopbackUrl,
  counterId: z.string().min(1).max(100),
  clientId: z.string().min(1).max(200),
  clientSecret: text,
  webhookSecret: text.optional(),
  currency: z.string().refine(isActiveCurrency).optional(),
  webhookPort: z.number().int().min(0).max(65535).optional(),
});

/** A counter against a FEX on this very computer, as `--config` gives it. */
export type FileConfig = z.infer<typeof configSchema>;
export type ConfigResult = { ok: true; config: FileConfig } | { ok: false; message: string };

/**
 * Reads a `--config` file. It is for a FEX on loopback only, because its secret lies open in a file; every
 * refusal is one sentence that names keys and never values.
 */
export function readConfigFile(path: string): ConfigResult {
  const refused = (why: string): ConfigResult => ({
    ok: false,
    message: `The settings file ${path} ${why}.`,
  });
  let content: string;
  try {
    if (statSync(path).size > maxBytes) return refused(`is larger than ${maxBytes / 1024} KiB`);
    content = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return { ok: false, message: diskSentence(error, path) };
  }
  if (content.trim() === '') return refused('is empty');
  if (content.trimStart().startsWith('<')) return refused('is a web page, not JSON');
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    // The parser's own message quotes the file, secret and all.
    return refused('is not valid JSON');
  }
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return { ok: true, config: parsed.data };
  return refused(parsed.error.issues.map(complaint).join('; '));
}

/** What to say of a file that holds a secret and that others on this computer can read; null where all is well. */
export function configWarning(path: string): string | null {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if (process.platform === 'win32' || (mode & 0o077) === 0) return null;
  return `The settings file ${path} holds a secret, and others on this computer can read it: chmod 600.`;
}

function complaint(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const what = issue.keys.length === 1 ? 'a key that means' : 'keys that mean';
    return `has ${what} nothing here: ${issue.keys.map(shortened).join(', ')}`;
  }
  const key = String(issue.path[0] ?? '');
  if (key === '') return 'must hold one JSON object';
  if (issue.code === 'custom' && issue.params?.ends === true)
    return `has a question mark or a hash sign in ${key}, where only scheme, host, port and path belong`;
  if (key === 'apiUrl' || key === 'tokenUrl') {
    return issue.code === 'custom'
      ? `names a server that is not on this computer in ${key}: real credentials enter by pairing`
      : `needs ${key}`;
  }
  if (key === 'currency')
    return 'needs a currency that is in use today, as three capital letters such as USD';
  return `needs a usable ${key}`;
}

/** A secret pasted in the wrong place may stand where a name should. */
function shortened(key: string): string {
  return /^[A-Za-z_][\w-]{0,29}$/.test(key) ? key : '(unreadable)';
}

/** 127.0.0.0/8, ::1 or localhost, over http or https, and with no credentials inside the address. */
export function isLoopback(address: string): boolean {
  const url = URL.parse(address);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  if (url.username !== '' || url.password !== '') return false;
  // The parser has written every form of an IPv4 address as four numbers by now.
  return (
    url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(url.hostname)
  );
}
