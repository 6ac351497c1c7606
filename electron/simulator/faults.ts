import type { EndpointName, Fault, InstalledFault } from '../../shared/sim-control.ts';
import { answer, refusal } from './answers.ts';
import type { AnswerFault, SimAnswer, SimRandom } from './ports.ts';

/** Holds the faults and hands each request the one meant for it. */
export interface FaultDial {
  add(fault: Fault): InstalledFault;
  remove(faultId: string): boolean;
  clear(): void;
  list(): readonly InstalledFault[];
  /** Uses up and returns the first fault that applies, or null. */
  take(endpoint: EndpointName): InstalledFault | null;
}

export function createFaultDial(random: SimRandom): FaultDial {
  let installed: InstalledFault[] = [];
  let count = 0;

  function applies(fault: InstalledFault, endpoint: EndpointName): boolean {
    if (fault.endpoint !== '*' && fault.endpoint !== endpoint) return false;
    if ((fault.skip ?? 0) > 0) {
      replace(fault, { ...fault, skip: (fault.skip ?? 0) - 1 });
      return false;
    }
    if (fault.probability === undefined) return true;
    const [high = 0, low = 0] = random.bytes(2);
    return (high * 256 + low) / 65_536 < fault.probability;
  }
  function replace(old: InstalledFault, next: InstalledFault | null): void {
    installed = installed.flatMap((one) => (one !== old ? [one] : next === null ? [] : [next]));
  }

  return {
    add(fault) {
      const added = { ...fault, faultId: `fault-${++count}` };
      installed.push(added);
      return added;
    },
    remove(faultId) {
      const before = installed.length;
      installed = installed.filter((one) => one.faultId !== faultId);
      return installed.length < before;
    },
    clear() {
      installed = [];
    },
    list: () => installed,
    take(endpoint) {
      const fault = installed.find((one) => applies(one, endpoint)) ?? null;
      if (fault?.times !== undefined) {
        replace(fault, fault.times > 1 ? { ...fault, times: fault.times - 1 } : null);
      }
      return fault;
    },
  };
}

/** Whether the request never gets to do its work. */
function preventsEffect(fault: Fault): boolean {
  if (fault.cut === 'before' || fault.partition === 'request') return true;
  return fault.status !== undefined && (fault.when ?? 'before') === 'before';
}

/** Does the work unless the fault forbids it, and bends the answer as the fault says. */
export function answerUnder(fault: InstalledFault, work: () => SimAnswer): SimAnswer {
  const honest = preventsEffect(fault) ? refusal(500, 'internal server error') : work();
  const bent = bend(fault, honest);
  const transport: AnswerFault = {
    faultId: fault.faultId,
    latencyMs: fault.latencyMs ?? 0,
    answerDelayMs: fault.answerDelayMs ?? 0,
    slowBodyMs: fault.slowBodyMs ?? 0,
    cut: fault.cut ?? 'no',
    silent: fault.partition !== undefined,
  };
  return { ...bent, fault: transport };
}

function bend(fault: Fault, honest: SimAnswer): SimAnswer {
  const status = fault.status ?? honest.status;
  const body = fault.body ?? (fault.status === undefined ? null : 'fex');
  const headers: Record<string, string> = {};
  if (fault.retryAfterS !== undefined) headers['retry-after'] = String(fault.retryAfterS);
  if (fault.location !== undefined) headers.location = fault.location;
  const bent = body === null ? honest : bodyOf(body, status, honest);
  return { status, headers: { ...bent.headers, ...headers }, body: bent.body };
}

function bodyOf(kind: NonNullable<Fault['body']>, status: number, honest: SimAnswer): SimAnswer {
  const html = `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1><hr>gateway</body></html>`;
  switch (kind) {
    case 'fex':
      return refusal(status, status === 429 ? 'too many requests' : `injected error ${status}`);
    case 'html':
      return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: html };
    case 'empty':
      return { status, headers: {}, body: '' };
    case 'truncated':
      return { ...honest, body: honest.body.slice(0, Math.floor(honest.body.length / 2)) };
    case 'success-false':
      return answer(status, { success: false, error: 'something went wrong' });
  }
}
