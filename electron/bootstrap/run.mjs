import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { projectFolder, say, took } from './project.mjs';

/**
 * Runs a program in the foreground: its output is ours, our signals are its, and so is the exit code.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined> }} [options]
 * @returns {Promise<number>}
 */
export function runForeground(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: projectFolder,
      // The IPC channel carries nothing: a child of ours that listens learns from its end that we are gone.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...options.env },
    });
    /** @type {readonly NodeJS.Signals[]} */
    const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'];
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => void child.kill(signal);
    for (const signal of signals) process.on(signal, pass);
    const orphaned = () => void child.kill('SIGTERM');
    process.on('disconnect', orphaned);
    /** @param {number} code */
    const end = (code) => {
      for (const signal of signals) process.off(signal, pass);
      process.off('disconnect', orphaned);
      resolve(code);
    };
    child.once('error', (error) => {
      say(`${program} does not start: ${error.message}`);
      end(1);
    });
    child.once('exit', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/**
 * Runs a program whose output only matters when it fails: it goes to a log, and a line shows every few seconds
 * that something happens.
 *
 * @param {string} what for a person
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} log
 * @param {{ env?: Record<string, string | undefined>, append?: boolean, shown?: (log: string) => string, sofar?: () => string, everyMs?: number }} [options]
 *   `shown`: what of the log a person sees when it fails; else its end. `sofar`: how far it has come, in a few
 *   words; else the log's last line
 * @returns {Promise<boolean>}
 */
export function runLogged(what, program, args, log, options = {}) {
  const began = performance.now();
  const shown = options.shown ?? lastLines;
  const sofar = options.sofar ?? (() => lastLine(log));
  const output = openSync(log, options.append ? 'a' : 'w');
  say(`${what} …`);
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: projectFolder,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...options.env },
      // npm is a .cmd on Windows, which only a shell can start; the arguments are all our own.
      shell: process.platform === 'win32' && !program.endsWith('.exe'),
    });
    const progress = setInterval(
      () => say(`  ${took(began)}  ${sofar()}`.trimEnd()),
      options.everyMs ?? 4000,
    );
    /** @param {boolean} ok @param {string} why */
    const end = (ok, why) => {
      clearInterval(progress);
      closeSync(output);
      say(
        ok
          ? `  done in ${took(began)}`
          : `${what}: ${why}. Its output is in ${log}; what matters of it:\n${shown(readFileSync(log, 'utf8'))}`,
      );
      resolve(ok);
    };
    child.once('error', (error) => end(false, error.message));
    child.once('exit', (code, signal) => end(code === 0, `ended with ${code ?? signal}`));
  });
}

/** @param {string} log */
function lastLine(log) {
  return lastLines(readFileSync(log, 'utf8')).split('\n').at(-1)?.slice(0, 100) ?? '';
}

/** @param {string} text */
export function lastLines(text) {
  return text.trimEnd().split('\n').slice(-15).join('\n');
}
