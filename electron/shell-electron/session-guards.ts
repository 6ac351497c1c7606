import type { Session } from 'electron';
import { electronOrigin, isOwnUrl } from './app-protocol.ts';

/** What pages of this session may ask for. Everything is refused but what stands here. */
export function guardSession(
  session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setDisplayMediaRequestHandler'
    | 'webRequest'
    | 'on'
  >,
): void {
  // Electron grants by default; both questions must be answered, the request and the silent check.
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    decide(
      permission === 'media' &&
        isOwnUrl(details.requestingUrl) &&
        details.isMainFrame &&
        types.length > 0 &&
        types.every((type) => type === 'video'),
    );
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    // The origin comes with a slash at its end.
    return (
      permission === 'media' && origin.replace(/\/$/, '') === electronOrigin && details.mediaType === 'video'
    );
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  // No network at all: the page has its bundle and the bridge.
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !mayLoad(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
}

/** The bundle, and what the page makes itself: a camera frame, a picture in an address. */
export function mayLoad(url: string): boolean {
  return isOwnUrl(url) || url.startsWith(`blob:${electronOrigin}/`) || url.startsWith('data:image/');
}
