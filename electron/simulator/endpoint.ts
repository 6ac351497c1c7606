import type { EndpointName } from '../../shared/sim-control.ts';
import type { JsonObject } from './body-fields.ts';
import { readJsonObject } from './body-fields.ts';
import type { Caller } from './caller.ts';
import { readCaller } from './caller.ts';
import type { SimAnswer, SimRequest } from './ports.ts';
import type { Sim } from './sim.ts';

/** One request as an endpoint sees it. Body and caller are read only by endpoints that use them. */
export interface Call {
  /** The `{…}` part of the path, decoded; empty where there is none. */
  readonly id: string;
  readonly request: SimRequest;
  readonly query: Readonly<Record<string, string>>;
  caller(): Caller;
  json(): JsonObject;
}

export type Handler = (sim: Sim, call: Call) => SimAnswer;
export interface Endpoint {
  readonly name: EndpointName;
  readonly methods: readonly string[];
  readonly path: RegExp;
  readonly handler: Handler;
}

export function createCall(sim: Sim, request: SimRequest, id: string): Call {
  let caller: Caller | undefined;
  return {
    id,
    request,
    query: queryOf(request),
    caller: () => {
      caller ??= readCaller(sim, request);
      return caller;
    },
    json: () => readJsonObject(request.body),
  };
}

function queryOf(request: SimRequest): Readonly<Record<string, string>> {
  const { query = '' } = request;
  return typeof query === 'string' ? Object.fromEntries(new URLSearchParams(query)) : query;
}
