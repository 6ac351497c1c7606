import { offerBridge, type PageWindow } from '../../../shared/bridge-page.ts';
import { createFakeCounter } from './fake-counter.ts';

/** `?state=paid&lang=ar&theme=dark&env=training` … draws that screen with the real renderer. */
const fake = createFakeCounter(new URLSearchParams(location.search));
offerBridge(window as unknown as PageWindow, fake.transport);
Object.assign(window, { fakeCounter: fake });
await import('../../../renderer/main.tsx');
