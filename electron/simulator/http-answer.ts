import type { ServerResponse } from 'node:http';
import type { SimAnswer, SimClock } from './ports.ts';

const slowSteps = 8;

/** Puts an answer on the wire, with whatever its fault does to it. */
export async function writeAnswer(
  response: ServerResponse,
  answer: SimAnswer,
  clock: SimClock,
): Promise<void> {
  const { fault } = answer;
  if (fault?.cut === 'before' || fault?.cut === 'after') {
    await pause(clock, fault.answerDelayMs, response);
    response.destroy();
    return;
  }
  // The connection stays open and silent until the caller or the simulator closes it.
  if (fault?.silent) return;
  await pause(clock, fault?.answerDelayMs ?? 0, response);
  if (response.destroyed) return;
  const bytes = Buffer.from(answer.body, 'utf8');
  response.sendDate = false;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  if (fault?.cut === 'in-body') {
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  } else if ((fault?.slowBodyMs ?? 0) > 0) {
    await trickle(response, bytes, fault?.slowBodyMs ?? 0, clock);
  } else {
    response.end(bytes);
  }
}

async function trickle(
  response: ServerResponse,
  bytes: Buffer,
  overMs: number,
  clock: SimClock,
): Promise<void> {
  const step = Math.max(1, Math.ceil(bytes.length / slowSteps));
  response.flushHeaders();
  for (let at = 0; at < bytes.length; at += step) {
    await pause(clock, overMs / slowSteps, response);
    if (response.destroyed) return;
    response.write(bytes.subarray(at, at + step));
  }
  response.end();
}

/** Waits in simulated time, so that moving the clock ends it; a caller who hangs up ends it too. */
export function pause(clock: SimClock, ms: number, response?: ServerResponse): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = clock.after(ms, end);
    function end(): void {
      cancel();
      response?.off('close', end);
      resolve();
    }
    response?.once('close', end);
  });
}
