import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A keyboard-wedge scanner: real key events of the X server, fast, with Enter at the end. */
export async function wedgeScan(text: string, env: Readonly<Record<string, string>>): Promise<void> {
  const options = { env: { ...process.env, ...env } };
  await run('xdotool', ['type', '--delay', '2', '--', text], options);
  await pressKeys('Return', env);
}

/** One press of a key or a combination, in X's names: `ctrl+w`. */
export async function pressKeys(keys: string, env: Readonly<Record<string, string>>): Promise<void> {
  await run('xdotool', ['key', '--', keys], { env: { ...process.env, ...env } });
}
