import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things are, and how the bootstrap talks. */

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string[]} parts */
export function projectFile(...parts) {
  return join(projectFolder, ...parts);
}

/**
 * A file of ours that may be lost at any time.
 *
 * @param {string} name
 */
export function cacheFile(name) {
  const folder = projectFile('node_modules', '.cache', 'fex-counter');
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}

/** @param {string} sentence */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/**
 * How long something took, for a person.
 *
 * @param {number} sinceMs a reading of performance.now()
 */
export function took(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}

/** On Linux a window needs a display; elsewhere there always is one. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
