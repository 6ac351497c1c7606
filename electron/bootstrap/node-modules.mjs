import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile, say } from './project.mjs';
import { lastLines, runLogged } from './run.mjs';

/**
 * Installs the packages where they are missing or not the lockfile's.
 *
 * @returns {Promise<boolean>}
 */
export async function installModules() {
  const lockText = readFileSync(projectFile('package-lock.json'), 'utf8');
  const stamp = projectFile('node_modules', '.fex-lock-hash');
  const hash = createHash('sha256').update(lockText).digest('hex');
  if (readText(stamp) === hash) return true;
  // Installed by hand, perhaps: npm leaves a list of what it put there.
  const installed = readText(projectFile('node_modules', '.package-lock.json'));
  if (installed === null || !sameModules(lockText, installed)) {
    if (process.platform === 'win32' && process.execPath.startsWith(projectFile('node_modules'))) {
      say('The packages are not the lockfile’s. Run npm ci, then this again.');
      return false;
    }
    const { program, args } = npm(process.env);
    const log = join(tmpdir(), `fex-counter-npm-${process.pid}.log`);
    const what = `Installing the packages (${installed === null ? 'first start' : 'the lockfile changed'})`;
    const ci = [...args, 'ci', '--no-audit', '--no-fund'];
    // npm itself says nothing until it is done, but warnings that help nobody here.
    const sofar = () => `${unpacked(lockText, projectFile())} packages so far`;
    if (!(await runLogged(what, program, ci, log, { shown: npmError, sofar }))) return false;
  }
  mkdirSync(projectFile('node_modules'), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/**
 * How many of the lockfile's packages are unpacked. npm makes their folders long before it fills them.
 *
 * @param {string} lockText package-lock.json
 * @param {string} folder the project's
 */
export function unpacked(lockText, folder) {
  try {
    const paths = Object.keys(JSON.parse(lockText).packages);
    return paths.filter((path) => path !== '' && existsSync(join(folder, path, 'package.json'))).length;
  } catch {
    return 0;
  }
}

/**
 * What npm says went wrong, without how npm is used, which it says last.
 *
 * @param {string} log
 */
export function npmError(log) {
  const lines = log.trimEnd().split('\n');
  const first = lines.findIndex((line) => /^npm (error|ERR!) code\b/.test(line));
  if (first === -1) return lastLines(log);
  const said = lines.slice(first);
  const usage = said.findIndex((line) => /^npm (error|ERR!) (Clean install a project|Usage:)/.test(line));
  return said
    .slice(0, usage === -1 ? 15 : Math.min(usage, 15))
    .filter((line) => !/^npm (error|ERR!)\s*$/.test(line))
    .join('\n');
}

/**
 * Whether what lies in node_modules is what the lockfile says. Optional packages of other platforms may be
 * absent.
 *
 * @param {string} lockText package-lock.json
 * @param {string} installedText node_modules/.package-lock.json
 */
export function sameModules(lockText, installedText) {
  try {
    /** @type {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} */
    const wanted = JSON.parse(lockText).packages;
    /** @type {Record<string, { version?: string }>} */
    const found = JSON.parse(installedText).packages;
    const paths = new Set([...Object.keys(wanted), ...Object.keys(found)]);
    paths.delete('');
    return [...paths].every((path) => {
      if (found[path] === undefined) return wanted[path]?.optional === true;
      return found[path].version === wanted[path]?.version;
    });
  } catch {
    return false;
  }
}

/**
 * npm as it was started, or the one on the path. Not on our own Node, which it is about to replace.
 *
 * @param {Record<string, string | undefined>} env
 */
function npm(env) {
  const script = env.npm_execpath;
  const node = env.npm_node_execpath;
  if (script?.endsWith('.js') && existsSync(script) && node && existsSync(node)) {
    return { program: node, args: [script] };
  }
  return { program: 'npm', args: [] };
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
