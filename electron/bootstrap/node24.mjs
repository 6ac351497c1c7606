import { existsSync } from 'node:fs';
import { projectFile } from './project.mjs';
import { runForeground } from './run.mjs';

/** The project runs on the Node that Electron embeds, whatever the system has: it is an npm package here. */

/** @param {string} version such as v20.1.0 */
export function nodeMajor(version) {
  return Number.parseInt(version.replace(/^v/, ''), 10);
}

/**
 * Where the packages of each platform put the binary.
 *
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 */
export function node24Paths(platform, arch) {
  const file = platform === 'win32' ? 'node.exe' : 'node';
  const system = platform === 'win32' ? 'win' : platform;
  return [`node-${system}-${arch}`, `node-bin-${platform}-${arch}`].map((name) =>
    projectFile('node_modules', name, 'bin', file),
  );
}

/** @returns {string | null} */
export function findNode24() {
  return node24Paths(process.platform, process.arch).find((path) => existsSync(path)) ?? null;
}

/**
 * Runs the same command again on another Node.
 *
 * @param {string} node
 * @param {readonly string[]} argv
 */
export function rerunOn(node, argv) {
  return runForeground(node, argv);
}
