import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A keyboard-wedge scanner: real key events of the X server, fast, with Enter at the end. */
export async function wedgeScan(text: string, env: Readonly<Record<string, string>>): Promise<void> {
  const options = { env: { ...process.env, ...env } };
  await run('xdotool', ['type', '--delay', '2', '--', text], options);
  await run('xdotool', ['key', 'Return'], options);
}
