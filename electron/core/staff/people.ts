import { z } from 'zod';
import { type Done, done, failed } from '../../../shared/failures.ts';
import { mostPeople, type PersonView, type Role, roles, type StaffView } from '../../../shared/staff.ts';
import type { ServerClock } from '../net/server-clock.ts';
import { ulid } from '../payments/reference.ts';
import type { Actor, Clock, Hasher, Random, Stop, Store } from '../ports.ts';
import { openPinTries } from './pin-tries.ts';

/** What needs a manager. */
export type ManagedAction =
  | 'accept-journal'
  | 'change-counter'
  | 'counters'
  | 'deactivate-counter'
  | 'keep-late-money'
  | 'network'
  | 'news'
  | 'people'
  | 'refund'
  | 'rotate-secret'
  | 'see-books'
  | 'see-wrong-amount'
  | 'settings'
  | 'settle-by-hand'
  | 'take-over'
  | 'unpair';

/** Who may use this till, who does now, and whose word counts for what needs a manager. */
export interface People {
  view(): StaffView;
  exist(): boolean;
  isLocked(): boolean;
  signIn(personId: string, pin: string): Promise<Done>;
  signInByBadge(code: string): Promise<Done>;
  lock(): void;
  /** Somebody touched the till. */
  active(): void;
  /** A manager looks over the cashier's shoulder: what was refused last is approved, once, within a minute. */
  approveBy(personId: string, pin: string): Promise<Done>;
  /** The manager who approved this just now or is signed in; null where one has to approve it first. */
  takeManager(action: ManagedAction): Actor | null;
  /** Whoever is signed in, for the journal. */
  actor(): Actor | null;
  save(fields: SavedFields): Promise<Done>;
  remove(id: string): Done;
  dispose(): void;
}

export interface SavedFields {
  id: string | null;
  name: string;
  role: Role;
  pin: string | null;
  badge: string | null;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const storedSchema = z.array(
  z.object({
    id: z.string().min(1).max(40),
    name: z.string().min(1).max(60),
    role: z.enum(roles),
    salt: z.string(),
    pinHash: hash,
    badgeHash: hash.nullable(),
  }),
);
type Stored = z.infer<typeof storedSchema>[number];

/** An approval waits this long for what it is for. */
const grantMs = 60_000;
const openPaymentAgainMs = 30_000;

export function createPeople(options: {
  store: Store;
  clock: Clock;
  serverClock: ServerClock;
  random: Random;
  hasher: Hasher;
  /** From the keychain: without it the settings file is no help to whoever guesses. Null: it is closed. */
  pepper: string | null;
  idleMs: number;
  /** A payment is open: the till is not locked under it. */
  isBusy(): boolean;
  onChange(): void;
}): People {
  const { store, clock, serverClock, random, hasher, pepper, idleMs, isBusy, onChange } = options;
  const tries = openPinTries(store);
  let people: Stored[] = storedSchema.safeParse(store.read('people')).data ?? [];
  let signedIn: string | null = null;
  /** What somebody who is no manager asked for last. */
  let refused: ManagedAction | null = null;
  let grant: { actor: Actor; action: ManagedAction; untilMono: number } | null = null;
  let stopIdle: Stop = () => {};
  let turn: Promise<unknown> = Promise.resolve();

  const viewOf = ({ id, name, role }: Stored): PersonView => ({ id, name, role });
  const find = (id: string | null) => people.find((one) => one.id === id);
  const actorOf = ({ id, name, role }: Stored): Actor => `${role}: ${name} (${id.slice(-4)})`;
  const hashOf = (secret: string, salt: string) =>
    hasher.slowHashHex(hasher.hmacSha256Hex(pepper ?? '', secret), salt);

  /** One guess at a time, however many come at once. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work);
    turn = result.catch(() => {});
    return result;
  }

  function guarded(who: string, check: () => Promise<Stored | null>): Promise<Stored | Done> {
    return inTurn(async () => {
      if (pepper === null) return failed('keychain-closed');
      const nowMs = serverClock.nowMs();
      const wait = tries.waitMs(who, nowMs);
      if (wait > 0) return failed('pin-wait', String(Math.ceil(wait / 1000)));
      try {
        tries.count(who, nowMs);
      } catch {
        return failed('settings-not-saved');
      }
      const person = await check();
      if (person === null) return failed('pin-wrong');
      tries.forgive(who);
      return person;
    });
  }

  function byPin(personId: string, pin: string): Promise<Stored | Done> {
    const person = find(personId);
    // Somebody unknown takes as long, and is told the same.
    return guarded(person?.id ?? 'nobody', async () => {
      const given = await hashOf(pin, person?.salt ?? 'nobody');
      return person !== undefined && hasher.equal(given, person.pinHash) ? person : null;
    });
  }

  function enter(person: Stored): Done {
    forgetApproval();
    signedIn = person.id;
    armIdle(idleMs);
    onChange();
    return done;
  }

  /** What one person asked for is approved for no other. */
  function forgetApproval(): void {
    [refused, grant] = [null, null];
  }

  function armIdle(delayMs: number): void {
    stopIdle();
    if (signedIn === null) return;
    stopIdle = clock.after(delayMs, () => (isBusy() ? armIdle(openPaymentAgainMs) : lock()));
  }

  function lock(): void {
    stopIdle();
    forgetApproval();
    if (signedIn === null) return;
    signedIn = null;
    onChange();
  }

  function write(next: Stored[]): Done {
    try {
      store.write('people', next);
    } catch {
      return failed('settings-not-saved');
    }
    people = next;
    if (find(signedIn) === undefined) signedIn = null;
    onChange();
    return done;
  }

  const managers = (list: readonly Stored[]) => list.filter(({ role }) => role === 'manager').length;

  return {
    view: () => {
      const now = find(signedIn);
      return { people: people.map(viewOf), signedIn: now === undefined ? null : viewOf(now) };
    },
    exist: () => people.length > 0,
    isLocked: () => people.length > 0 && signedIn === null,
    async signIn(personId, pin) {
      const found = await byPin(personId, pin);
      return 'ok' in found ? found : enter(found);
    },
    async signInByBadge(code) {
      const found = await guarded('badge', async () => {
        const given = await hashOf(code.trim(), 'badge');
        return people.find((one) => one.badgeHash !== null && hasher.equal(given, one.badgeHash)) ?? null;
      });
      return 'ok' in found ? found : enter(found);
    },
    lock,
    active: () => armIdle(idleMs),
    async approveBy(personId, pin) {
      const action = refused;
      const found = await byPin(personId, pin);
      if ('ok' in found) return found;
      if (found.role !== 'manager') return failed('needs-manager');
      if (action === null) return failed('not-possible-now');
      grant = { actor: actorOf(found), action, untilMono: clock.monotonicMs() + grantMs };
      return done;
    },
    takeManager(action) {
      const given = grant;
      grant = null;
      if (given?.action === action && clock.monotonicMs() <= given.untilMono) return given.actor;
      const now = find(signedIn);
      if (now?.role === 'manager') return actorOf(now);
      refused = action;
      return null;
    },
    actor: () => {
      const now = find(signedIn);
      return now === undefined ? null : actorOf(now);
    },
    save: ({ id, name, role, pin, badge }) =>
      inTurn(async () => {
        if (pepper === null) return failed('keychain-closed');
        const before = find(id);
        if (id !== null && before === undefined) return failed('not-possible-now');
        if (before === undefined && (pin === null || people.length >= mostPeople)) return failed('pin-weak');
        if (people.some((one) => one.id !== id && isSameName(one.name, name))) return failed('name-taken');
        if (pin !== null && isEasilyGuessed(pin)) return failed('pin-weak');
        // The first one has to be able to name others.
        if (people.length === 0 && role !== 'manager') return failed('last-manager');
        const salt = pin === null && before ? before.salt : hasher.sha256Hex(random.bytes(16));
        const next: Stored = {
          id: before?.id ?? ulid(serverClock.nowMs(), random),
          name,
          role,
          salt,
          pinHash: pin === null && before ? before.pinHash : await hashOf(pin ?? '', salt),
          badgeHash: badge === null ? (before?.badgeHash ?? null) : await hashOf(badge, 'badge'),
        };
        const others = people.filter((one) => one.id !== next.id);
        if (managers([...others, next]) === 0) return failed('last-manager');
        tries.forgive(next.id);
        return write([...others, next].sort((a, b) => (a.id < b.id ? -1 : 1)));
      }),
    remove(id) {
      const rest = people.filter((one) => one.id !== id);
      if (rest.length === people.length) return failed('not-possible-now');
      if (managers(rest) === 0) return failed('last-manager');
      return write(rest);
    },
    dispose() {
      stopIdle();
      signedIn = null;
    },
  };
}

/** As it is read: whoever chooses a name in a list sees no difference in case or spaces. */
function isSameName(one: string, other: string): boolean {
  const read = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('en');
  return read(one) === read(other);
}

/** All the same, or a run up or down. */
export function isEasilyGuessed(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at]));
  return [0, 1, -1].some((step) => steps.every((one) => one === step));
}
