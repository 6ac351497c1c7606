import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ControlHttp } from './control-http.ts';
import type { Engine } from './engine.ts';
import { pause, writeAnswer } from './http-answer.ts';
import { readBody } from './http-body.ts';
import type { SimClock, SimRequest } from './ports.ts';
import type { Timings } from './timings.ts';

/** The HTTP skin: bytes in, engine, bytes out, and the faults it describes. */
export function createHttpSkin(
  engine: Engine,
  clock: SimClock,
  control: ControlHttp,
  timings: Timings,
): RequestListener {
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedMs = performance.now();
    const [pathname = '/', ...search] = (request.url ?? '/').split('?');
    const inside = pathname === '/__sim' || pathname.startsWith('/__sim/');
    const limit = inside ? 1_048_576 : engine.control.settings().bodyLimitBytes;
    const body = await readBody(request, limit);
    const simRequest: SimRequest = {
      method: request.method ?? 'GET',
      path: pathname,
      query: search.join('?'),
      headers: plainHeaders(request),
      body,
    };
    if (inside) {
      await writeAnswer(response, await control(simRequest), clock);
      return;
    }
    const admission = engine.admit(simRequest);
    // The effect comes even if the caller has hung up by then: the request had arrived.
    await pause(clock, admission.latencyMs);
    const startMs = performance.now();
    const answer = admission.run();
    const tookMs = performance.now() - startMs;
    const headers = { ...answer.headers, 'x-sim-time-ms': tookMs.toFixed(3) };
    await writeAnswer(response, { ...answer, headers }, clock);
    timings.add({ method: simRequest.method, path: pathname, tookMs: performance.now() - arrivedMs });
  }

  return (request, response) => {
    response.on('error', () => {});
    serve(request, response).catch((error: unknown) => {
      if (request.errored === null && !response.destroyed) console.error('simulator:', error);
      response.destroy();
    });
  };
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  const pairs = Object.entries(request.headers);
  return Object.fromEntries(
    pairs.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
