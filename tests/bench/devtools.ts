/**
 * The thinnest DevTools client there is: a driver with comforts puts half a megabyte of its own scripts into the
 * page, and the bench would measure them.
 */
export interface Devtools {
  send<T>(method: string, params?: Record<string, unknown>): Promise<T>;
  close(): void;
}

export async function attachToPage(url: string): Promise<Devtools> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`No DevTools at ${url}.`)), { once: true });
  });
  let lastId = 0;
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data));
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result as never);
  });
  function send<T>(method: string, params: Record<string, unknown>, sessionId?: string): Promise<T> {
    lastId += 1;
    const id = lastId;
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
  }
  const { targetInfos } = await send<{ targetInfos: { targetId: string; type: string }[] }>(
    'Target.getTargets',
    {},
  );
  const page = targetInfos.find((target) => target.type === 'page');
  const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', {
    targetId: page?.targetId,
    flatten: true,
  });
  return {
    send: (method, params = {}) => send(method, params, sessionId),
    close: () => socket.close(),
  };
}
