import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { projectFile, projectFolder, say } from './project.mjs';
import { runForeground } from './run.mjs';

/**
 * Hot reload: the page from Vite's dev server on loopback, the counter straight from its sources.
 *
 * @param {readonly string[]} args for the counter
 * @returns {Promise<number>}
 */
export async function runDev(args) {
  const port = await freePort();
  const vite = projectFile('node_modules', 'vite', 'bin', 'vite.js');
  const server = spawn(process.execPath, [vite, '--host', '127.0.0.1', '--port', String(port)], {
    cwd: projectFolder,
    // Its lines are for a person; stdout is the counter's.
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  try {
    if (!(await Promise.race([listens(port), ended.then(() => false)]))) {
      say('The dev server did not start.');
      return 1;
    }
    const entry = projectFile('electron', 'entry-chromium.ts');
    return await runForeground(process.execPath, [entry, `--dev-url=http://127.0.0.1:${port}/`, ...args]);
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/**
 * True once somebody listens there, false after half a minute.
 *
 * @param {number} port
 */
async function listens(port) {
  for (let tries = 0; tries < 600; tries++) {
    /** @type {boolean} */
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('close', () => socket.destroy());
    });
    if (open) return true;
    await pause(50);
  }
  return false;
}
