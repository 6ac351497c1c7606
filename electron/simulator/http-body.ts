import type { IncomingMessage } from 'node:http';

/** Reads at most `limit` + 1 bytes, enough to see that a body is too long; the rest is thrown away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (size <= limit) chunks.push(chunk);
    size += chunk.length;
    // A caller that never stops is not owed politeness.
    if (size > 16 * limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit + 1);
}
