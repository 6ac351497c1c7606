import type { CDPSession } from 'puppeteer-core';

/** The part of a DevTools session this shell uses; tests stand in for it with the library's own types. */
export type DevtoolsSession = Pick<CDPSession, 'send' | 'on'>;

/** For commands whose failure means only that the page, or the whole window, has just gone. */
export function gone(): void {}
