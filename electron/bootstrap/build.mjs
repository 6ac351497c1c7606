import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFile, projectFile, say } from './project.mjs';
import { runLogged } from './run.mjs';

/** Builds when a source is not the one that was built. */

const sources = [
  'assets',
  'electron',
  'renderer',
  'shared',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
];

/**
 * @param {{ force?: boolean }} [options]
 * @returns {Promise<boolean>}
 */
export async function buildWhenStale(options = {}) {
  const stamp = projectFile('dist', '.built-from');
  const fresh = () => readText(stamp) === fingerprint(sources.map((name) => projectFile(name)));
  if (!options.force && fresh()) return true;
  const lock = cacheFile('build.lock');
  if (!(await takeLock(lock))) {
    say(`Another build is under way; if it is not, remove ${lock}.`);
    return false;
  }
  try {
    // Whoever held the lock before us may have built just this.
    if (!options.force && fresh()) return true;
    const before = fingerprint(sources.map((name) => projectFile(name)));
    const vite = projectFile('node_modules', 'vite', 'bin', 'vite.js');
    const args = [vite, 'build', '--app'];
    if (!(await runLogged('Building', process.execPath, args, cacheFile('build.log')))) return false;
    writeFileSync(stamp, before);
    return true;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/**
 * One word for the state of all files below some paths: names, sizes and times, no contents.
 *
 * @param {readonly string[]} paths
 */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = (path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return;
    if (found.isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
    } else {
      hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
    }
  };
  for (const path of paths) add(path);
  return hash.digest('hex');
}

/**
 * A folder is made by one process only. One that is two minutes old was left by a process that died.
 *
 * @param {string} lock
 */
async function takeLock(lock) {
  for (let tries = 0; tries < 600; tries++) {
    try {
      mkdirSync(lock);
      return true;
    } catch {
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 120_000) rmSync(lock, { recursive: true, force: true });
      await pause(200);
    }
  }
  return false;
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
