import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { BridgeEvent } from '../../shared/bridge-wire.ts';
import type { BridgeServer, Sender } from '../core/bridge-server.ts';
import type { Stop } from '../core/ports.ts';
import type { CounterForShell } from '../core/shell-port.ts';
import { isHome } from './app-protocol.ts';

/** Calls in and events out over Electron's IPC. The preload's two channels; there are no others. */
export const callChannel = 'counter:call';
export const eventChannel = 'counter:event';

/** Whoever the caller says it is, this is who Electron says it is. */
export function senderOf(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  own: Pick<WebContents, 'id' | 'mainFrame'>,
): Sender {
  const frame = event.senderFrame;
  return {
    // Null when the frame navigated or went away while the call was under way.
    origin: frame?.origin ?? '',
    ownTopFrame:
      frame !== null &&
      frame.parent === null &&
      frame === own.mainFrame &&
      isHome(frame.url) &&
      event.sender.id === own.id,
  };
}

export function openIpcTransport(
  ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>,
  own: Pick<WebContents, 'id' | 'mainFrame' | 'send' | 'isDestroyed'>,
  options: {
    /** May still be under way: calls wait for it. */
    bridge: Promise<Pick<BridgeServer, 'answer'>>;
    counter: Promise<Pick<CounterForShell, 'onEvent'>>;
  },
): Stop {
  ipcMain.handle(callChannel, async (event, raw: unknown) => {
    const sender = senderOf(event, own);
    return (await options.bridge).answer(sender, raw);
  });
  let stopped = false;
  const hearing = options.counter.then((counter) =>
    counter.onEvent((event, body) => {
      if (!stopped && !own.isDestroyed()) own.send(eventChannel, { event, body } satisfies BridgeEvent);
    }),
  );
  hearing.catch(() => {});
  return () => {
    stopped = true;
    ipcMain.removeHandler(callChannel);
    hearing.then((stop) => stop()).catch(() => {});
  };
}
