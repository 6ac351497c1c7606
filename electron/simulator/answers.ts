import type { SimAnswer } from './ports.ts';

const json = { 'content-type': 'application/json' };

export function answer(status: number, body: unknown): SimAnswer {
  return { status, headers: json, body: JSON.stringify(body) };
}

/** FEX's error shape (FEX docs: error reference): no code, no field list. */
export function refusal(status: number, error: string): SimAnswer {
  return answer(status, { success: false, error });
}

/** Thrown by an endpoint to end the request with FEX's error shape. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function refuse(status: number, message: string): never {
  throw new Refusal(status, message);
}
