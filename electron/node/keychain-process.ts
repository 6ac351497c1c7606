import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { KeychainLibrary } from './keychain.ts';

export interface HelperRequest {
  id: number;
  what: 'get' | 'set' | 'delete';
  service: string;
  account: string;
  /** Empty but for `set`. */
  secret: string;
}
export type HelperReply =
  | { id: number; ok: true; value: string | boolean | null }
  | { id: number; ok: false; message: string };

/** A child process, as Node or as Electron starts it. */
export interface HelperProcess {
  send(request: HelperRequest): void;
  onReply(hear: (reply: HelperReply) => void): void;
  /** It ended, whoever ended it. */
  onEnd(hear: () => void): void;
  end(): void;
}
export type StartHelper = (file: string) => HelperProcess;

/** Long enough for the calls that belong together; the till needs the keychain every few minutes. */
const idleMs = 20_000;

/** The keychain's library in a process of its own, which is started when it is needed. */
export function keytarProcess(start: StartHelper = forkHelper): KeychainLibrary {
  let helper: HelperProcess | null = null;
  let lastId = 0;
  let idle: NodeJS.Timeout | undefined;
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();

  function reset(): void {
    clearTimeout(idle);
    const ended = helper;
    helper = null;
    ended?.end();
    for (const { reject } of waiting.values()) reject(new Error('the keychain’s process ended'));
    waiting.clear();
  }

  function opened(): HelperProcess {
    if (helper !== null) return helper;
    const started = start(helperFile());
    helper = started;
    started.onReply((reply) => {
      const one = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.ok) one?.resolve(reply.value);
      else one?.reject(new Error(reply.message));
      if (waiting.size > 0) return;
      clearTimeout(idle);
      idle = setTimeout(reset, idleMs);
      idle.unref();
    });
    started.onEnd(() => {
      if (helper === started) reset();
    });
    return started;
  }

  function ask(request: Omit<HelperRequest, 'id'>): Promise<unknown> {
    clearTimeout(idle);
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      opened().send({ id, ...request });
    });
  }

  return {
    reset,
    getPassword: async (service, account) =>
      (await ask({ what: 'get', service, account, secret: '' })) as string | null,
    async setPassword(service, account, secret) {
      await ask({ what: 'set', service, account, secret });
    },
    deletePassword: async (service, account) =>
      (await ask({ what: 'delete', service, account, secret: '' })) === true,
  };
}

function helperFile(): string {
  const name = import.meta.url.endsWith('.ts') ? 'keychain-helper.ts' : 'keychain-helper.js';
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Node's own; secrets travel over its pipe and are on no command line. */
function forkHelper(file: string): HelperProcess {
  const child = fork(file, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  // The counter's end is not to wait for it.
  child.unref();
  child.channel?.unref();
  return {
    send: (request) => void child.send(request, () => {}),
    onReply: (hear) => void child.on('message', (reply) => hear(reply as HelperReply)),
    onEnd(hear) {
      child.once('error', hear);
      child.once('exit', hear);
    },
    end: () => void child.kill('SIGKILL'),
  };
}
