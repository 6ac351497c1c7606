import { type Clock, type Vault, VaultError } from '../../electron/core/ports.ts';

/** A keychain that a test may lock, empty, or make slow. */
export interface ClosableVault extends Vault {
  /** From now on every call ends so; null opens it again. */
  closeAs(reason: VaultError['reason'] | null): void;
  /** Every call takes this long. */
  delayMs: number;
  /** Names asked for, in order. */
  asked: string[];
}

export function createClosableVault(vault: Vault, clock: Pick<Clock, 'after'>): ClosableVault {
  let closed: VaultError['reason'] | null = null;
  async function through<T>(name: string, call: () => Promise<T>): Promise<T> {
    self.asked.push(name);
    const { delayMs } = self;
    if (delayMs > 0) await new Promise<void>((resolve) => clock.after(delayMs, resolve));
    if (closed !== null) throw new VaultError(closed, 'as the test says');
    return call();
  }
  const self: ClosableVault = {
    delayMs: 0,
    asked: [],
    closeAs(reason) {
      closed = reason;
    },
    get: (name) => through(name, () => vault.get(name)),
    set: (name, secret) => through(name, () => vault.set(name, secret)),
    delete: (name) => through(name, () => vault.delete(name)),
  };
  return self;
}
