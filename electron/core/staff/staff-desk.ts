import type { CallName } from '../../../shared/contract.ts';
import { type Done, failed } from '../../../shared/failures.ts';
import type { Handlers } from '../bridge-server.ts';
import type { Actor } from '../ports.ts';
import type { Approve } from './approve.ts';
import type { People } from './people.ts';

export type StaffCall = Extract<CallName, `staff.${string}`>;

/** What a locked till does not do. A payment that is open is never locked, so what belongs to one stays possible. */
const needsPerson: readonly CallName[] = [
  'payment.charge',
  'payment.scan',
  'payment.settle',
  'counter.take-over',
  'counter.unpair',
  'counters.enter',
  'counters.keys',
  'counters.list',
  'counters.choose',
  'counters.update',
  'counters.rotate',
  'counters.deactivate',
  'settings.export',
  'settings.import',
  'books.check',
  'books.seen',
  'late.keep',
  'late.seen',
  'late.show',
  'diagnostics.run',
  'diagnostics.text',
  'network.save',
  'news.save',
  'news.test',
];

/** The calls about people, and the lock on all others. */
export function createStaffDesk(parts: {
  people: People;
  approve: Approve;
  /** Null where these are the keys of this counter's merchant; else why not. */
  prove(keys: { clientId: string; clientSecret: string }): Promise<Done | null>;
  record(type: string, actor: Actor, body: Record<string, string>): Promise<boolean>;
}): { handlers: Pick<Handlers, StaffCall>; lockable<H extends Partial<Handlers>>(handlers: H): H } {
  const { people, approve, prove, record } = parts;

  const handlers: Pick<Handlers, StaffCall> = {
    'staff.sign-in': ({ personId, pin }) => people.signIn(personId, pin),
    'staff.badge': ({ code }) => people.signInByBadge(code),
    'staff.lock': () => {
      people.lock();
      return null;
    },
    'staff.active': () => {
      people.active();
      return null;
    },
    'staff.approve': ({ personId, pin }) => people.approveBy(personId, pin),
    async 'staff.save'({ confirmed, ...fields }) {
      const approval = await approve('people', confirmed);
      if (!approval.ok) return failed(approval.failure);
      const body = { name: fields.name, role: fields.role };
      if (!(await record('staff.saved', approval.actor, body))) return failed('charging-stopped');
      return people.save(fields);
    },
    async 'staff.remove'({ id, confirmed }) {
      const approval = await approve('people', confirmed);
      if (!approval.ok) return failed(approval.failure);
      const name = people.view().people.find((one) => one.id === id)?.name ?? id;
      if (!(await record('staff.removed', approval.actor, { name }))) return failed('charging-stopped');
      return people.remove(id);
    },
    async 'staff.recover'({ name, pin, ...keys }) {
      const refusal = await prove(keys);
      if (refusal !== null) return refusal;
      if (!(await record('staff.recovered', 'manager (unproved)', { name })))
        return failed('charging-stopped');
      const same = people.view().people.find((one) => one.name === name && one.role === 'manager');
      return people.save({ id: same?.id ?? null, name, role: 'manager', pin, badge: null });
    },
  };

  return {
    handlers,
    lockable(all) {
      const locked = Object.entries(all).map(([name, handle]) => {
        if (!needsPerson.includes(name as CallName)) return [name, handle];
        const run = handle as (args: unknown) => unknown;
        return [name, (args: unknown) => (people.isLocked() ? failed('locked') : run(args))];
      });
      return Object.fromEntries(locked) as typeof all;
    },
  };
}
