import type { ClientRequest, IncomingMessage } from 'node:http';
import type { HttpResult } from '../core/ports.ts';

/** No answer of FEX's comes near; more than this is not one. */
export const maxAnswerBytes = 1024 * 1024;

/**
 * Reads one answer to its last byte and tells it once. Everything that ends earlier is `lost`: the request is
 * on an open connection, so bytes may have left.
 */
export function readAnswer(request: ClientRequest, tell: (result: HttpResult) => void): void {
  const cut = () => tell({ kind: 'lost', why: 'cut' });

  function read(response: IncomingMessage): void {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= maxAnswerBytes) return;
      tell({ kind: 'lost', why: 'too-large' });
      request.destroy();
    });
    response.on('end', () => {
      if (!response.complete) return cut();
      const text = new TextDecoder().decode(Buffer.concat(chunks));
      tell({ kind: 'answer', status: response.statusCode ?? 0, headers: headersOf(response), text });
    });
    response.on('error', cut);
    response.on('close', cut);
  }

  request.on('response', read);
  request.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'HPE_HEADER_OVERFLOW') tell({ kind: 'lost', why: 'too-large' });
    else cut();
  });
  request.on('close', cut);
}

/** Lower-case names; a header that came twice is joined, so that no reader picks one of two. */
function headersOf(response: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(response.headersDistinct)) {
    if (values) headers[name] = values.join(', ');
  }
  return headers;
}
