/** What the engine needs from outside, so that a test or a virtual-time network can be the outside. */

export interface SimClock {
  /** Simulated time, epoch ms. */
  nowMs(): number;
  /** Runs `fn` once after `ms`; the returned function calls it off. */
  after(ms: number, fn: () => void): () => void;
}

export interface SimRandom {
  /** `n` fresh bytes. */
  bytes(n: number): Uint8Array;
}

/** Signs and checks access tokens; must be synchronous so that the engine is. */
export interface TokenSigner {
  /** JOSE `alg` and `kid` of the header. */
  readonly alg: string;
  readonly keyId: string;
  /** Base64url signature of the ASCII text. */
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
  /** Public keys as a JWKS document. */
  jwks(): unknown;
}

/** One webhook on its way out. */
export interface OutgoingWebhook {
  readonly deliveryId: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Aborted when the engine gives up waiting or is closed. */
  readonly signal: AbortSignal;
}
export type DeliverResult = { readonly status: number } | { readonly failure: string };
export type Deliver = (request: OutgoingWebhook) => Promise<DeliverResult>;

/** Draws a text as a QR code: a `data:image/png;base64,…` URI. */
export type DrawQr = (text: string) => string;

export interface SimRequest {
  readonly method: string;
  /** Path without query, still percent-encoded. */
  readonly path: string;
  /** Query parameters, or the text after `?`. */
  readonly query?: string | Readonly<Record<string, string>>;
  /** Header names in lower case. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Uint8Array | string;
}

/** What the network should do to an answer; carried out by whoever carries the bytes. */
export interface AnswerFault {
  readonly faultId: string;
  /** Already due before the effect; `admit` hands it out in time, `handle` only reports it. */
  readonly latencyMs: number;
  readonly answerDelayMs: number;
  /** The body trickles over this time. */
  readonly slowBodyMs: number;
  /** `before` and `after` say whether the effect happened; on the wire both are a cut without an answer. */
  readonly cut: 'no' | 'before' | 'after' | 'in-body';
  /** Never answer, keep the connection open. */
  readonly silent: boolean;
}

export interface SimAnswer {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly fault?: AnswerFault;
}

/** A request the engine has seen but not acted on. `run` has the effect; call it once, `latencyMs` later. */
export interface Admission {
  readonly latencyMs: number;
  run(): SimAnswer;
}
