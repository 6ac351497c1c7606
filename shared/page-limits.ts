/**
 * What every document loses before its own script runs, in both shells. A second fence: the policies of each shell
 * already keep packets in, and a till without a printer of its own must not stand still behind a print dialog.
 */

/** Ways out of the page that no policy of the bundle's answers names. */
const takenAway = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport'];

/** Script for the page's own world. */
export const pageLimits = `{
  for (const name of ${JSON.stringify(takenAway)}) delete globalThis[name];
  Object.defineProperty(globalThis, 'print', { value() {}, writable: false, configurable: false });
}`;
