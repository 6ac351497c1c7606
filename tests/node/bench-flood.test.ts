import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { floodFigures } from '../bench/figures.ts';
import { startFlood } from '../bench/flood.ts';

async function listener(statusOf: (count: number) => number, enough: number) {
  const bodies: string[] = [];
  const ports = new Set<number>();
  let reached = () => {};
  const heard = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      ports.add(request.socket.remotePort ?? 0);
      response.writeHead(statusOf(bodies.length)).end();
      if (bodies.length >= enough) reached();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/webhooks/c`, bodies, ports, heard };
}

describe('the flood of the benchmark', () => {
  it('counts what was refused, not what was asked, over few sockets', async () => {
    const door = await listener((count) => (count % 2 === 0 ? 401 : 503), 200);
    const flood = startFlood(door.url, 2000, (id) => `forged ${id}`);
    await door.heard;
    const { refused, tookMs } = await flood.stop();
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThanOrEqual(Math.ceil(door.bodies.length / 2));
    expect(tookMs).toBeGreaterThan(0);
    expect(new Set(door.bodies).size).toBe(door.bodies.length);
    expect(door.ports.size).toBeLessThanOrEqual(16);
  });

  it('counts nothing where nobody listens', async () => {
    const flood = startFlood('http://127.0.0.1:1/', 1000, String);
    await new Promise((resolve) => setImmediate(resolve));
    expect((await flood.stop()).refused).toBe(0);
  });
});

describe('what the flood costs', () => {
  const calm = [20, 21, 22];
  const holds = (flooded: number[], refusedPerSecond: number) =>
    floodFigures({ calm, flooded, refusedPerSecond }).map((figure) => figure.holds);

  it('holds below ten milliseconds, under at least 500 a second', () => {
    expect(holds([30, 30.9, 31], 500)).toEqual([true, true]);
    expect(holds([30, 31, 32], 500)).toEqual([true, false]);
  });

  it('does not hold under a smaller flood, however fast the sales were', () => {
    expect(holds([20, 21, 22], 499)).toEqual([false, false]);
  });

  it('keeps the form of every figure', () => {
    for (const figure of floodFigures({ calm, flooded: calm, refusedPerSecond: 512.345 }))
      expect(Object.keys(figure)).toEqual(['name', 'measured', 'goal', 'unit', 'holds']);
  });
});
