import type { CDPSession, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PaymentKind } from '../../shared/payment-view.ts';
import { type Language, languages } from '../../shared/snapshot.ts';
import { buildGallery, type OpenGallery } from '../renderer/gallery/open-gallery.ts';
import { coveredButtons } from './hits.ts';

/**
 * Who cannot see a button is told what the others read on it, and who speaks to it says what stands there: every
 * control of every screen, in every language, as Chromium's own accessibility tree has it. And a finger on it hits
 * it and nothing else.
 */
let gallery: OpenGallery;
beforeAll(async () => {
  gallery = await buildGallery();
});
afterAll(() => gallery?.close());

interface Scene {
  /** The gallery's query. */
  query: string;
  /** Pressed one after the other; by class, so that any language works. */
  press?: readonly string[];
  /** What is there once the last press was answered. */
  until?: string;
  /** Typed after that. */
  type?: string;
}
const scene = (
  query: string,
  press: readonly string[] = [],
  more: Omit<Scene, 'query' | 'press'> = {},
): Scene => ({
  query,
  press,
  ...more,
});

const phone = '[data-band="training"] .band-button';
const scan = '.action[data-kind="scan"]';
const note = '.note-button';
const haltButton = '[data-band="halt"] .band-button';
const dialog = 'dialog[open]';
const settings = '.header-end .header-button';
/** In the settings, by its place. */
const lastDoor = (place = 1) => `.sheet-doors .button:nth-last-child(${place})`;
const door = (place: number) => `.sheet-doors .button:nth-child(${place})`;
const primary = '.sheet-actions .button[data-kind="primary"]';
const confirmed = '[data-confirming] [data-kind="primary"]';

/** Every kind of payment has its scenes; a new kind does not compile without. */
const scenes: Readonly<Record<PaymentKind, readonly Scene[]>> = {
  idle: [
    scene('env=training'),
    scene('env=sandbox&late=2&skew&muted', [], { type: '1250' }),
    scene('connection=offline', [], { type: '1250' }),
    scene('connection=polling&last=released'),
    scene('halt=copied-or-restored&recovery=mark-ahead'),
    scene('halt=keychain-locked'),
    scene('halt=copied-or-restored&recovery=mark-ahead', [haltButton], { until: dialog }),
    scene('halt=journal-set-aside&recovery=set-aside&rebuilt=3', [haltButton], { until: dialog }),
    scene('halt=journal-damaged&recovery=changed', [haltButton], { until: dialog }),
    scene('unsettled=3'),
    scene('unsettled=3&late=2'),
    scene('unsettled=3', ['.late-line'], { until: dialog }),
    scene('', ['.header-end .header-button'], { until: dialog }),
    scene('news=failed', [settings, door(2)], { until: '.news-facts' }),
    scene('news=trouble', [settings, door(2), primary], { until: '.news-form' }),
    scene('lines=bad', [settings, lastDoor()], { until: '.diagnostics' }),
    scene('', [settings, lastDoor(), '.sheet-actions .button:nth-child(2)'], { until: '.diagnostics-text' }),
    scene('proxy=own&ca=expired', [settings, lastDoor(2)], { until: '.news-form' }),
    scene('', [settings, door(4)], { until: '.transfer-files button' }),
    scene('', [settings, door(4), '.transfer-files button'], { until: '.transfer-changes' }),
    scene('', [settings, door(5)], { until: '.go-live-points' }),
    scene('transfer=broken', [settings, door(4), '.transfer-files button'], { until: '.transfer-bad' }),
    scene('', [note], { until: dialog }),
    ...['step=closed', 'step=keys&trouble=merchant-differs', 'reading=activity', 'counters=120&partly'].map(
      (what) => scene(`paired&${what}`, [settings, door(6)], { until: dialog }),
    ),
    scene(
      'paired&chosen=c0&rotation=unconfirmed',
      [settings, door(6), '.sheet-actions .button:nth-child(2)'],
      {
        until: dialog,
      },
    ),
    scene('paired&chosen=c0&trouble=update-refused&said=no', [settings, door(6)], {
      until: '[name="webhookUrl"]',
    }),
    scene('paired&chosen=c0&open=2', [settings, door(6), '.sheet-actions .button:nth-child(3)'], {
      until: '.counters-payments',
    }),
    scene('', [note], { type: 'Table 4' }),
    scene('env=training', [phone], { until: '.phone select' }),
    scene('amount=1250', ['.key', scan]),
    scene('amount=1250', ['.key', scan, '.camera-button'], { until: dialog }),
    scene('env=training', ['.key', scan, phone], { until: '.phone select' }),
    scene('pairing=where'),
    scene('pairing=keys'),
    scene('pairing=counter&begun'),
    scene('pairing=proof&question=scan'),
    scene('pairing=done'),
    scene('env=training&people=2&muted'),
    scene('env=training&people=2&connection=offline'),
    scene('people=2&signed=1&halt=keychain-locked&connection=polling&muted'),
    scene('people=3&signed=none'),
    scene('env=training&people=3&signed=none&connection=offline'),
    scene('people=3&signed=none', ['.lock-forgot'], { until: dialog }),
    scene('people=2', ['.header-end .header-button:last-child'], { until: dialog }),
    scene('same', ['.key', '.action[data-kind="charge"]'], { until: dialog }),
  ],
  sending: [scene('state=sending'), scene('state=sending&stage=looking'), scene('state=sending&cancelled')],
  'showing-qr': [
    scene('state=showing-qr'),
    scene('state=showing-qr&left=0'),
    scene('state=showing-qr&env=training', [phone], { until: '.phone select' }),
  ],
  'waiting-for-approval': [
    scene('state=waiting-for-approval'),
    scene('state=waiting-for-approval&cancel=refused'),
    scene('state=waiting-for-approval&env=training', [phone], { until: '.phone select' }),
  ],
  cancelling: [scene('state=cancelling'), scene('state=cancelling&reason=time-out')],
  unknown: [
    scene('state=unknown&flow=reverse'),
    scene('state=unknown&found=not-found&left=0&release&settle&unsettled'),
    scene('state=unknown&release&checking'),
    scene('state=unknown&left=0&settle', ['.field-button:nth-last-child(2)'], { until: dialog }),
  ],
  paid: [scene('state=paid'), scene('state=paid&after-cancel')],
  mismatch: [scene('state=mismatch'), scene('state=mismatch', ['.field-button[data-kind="primary"]'])],
  'paid-late': [
    scene('state=paid-late'),
    scene('state=paid-late&twice', ['.field-button[data-kind="primary"]']),
    scene('state=paid-late', ['.field-button[data-kind="secondary"]']),
    scene('people=3&state=paid-late&needs-manager', ['.field-button[data-kind="primary"]', confirmed], {
      until: dialog,
    }),
  ],
  refunding: [
    scene('state=refunding'),
    scene('state=refunding&stuck&looking'),
    scene('state=refunding&stage=waiting&offline&withdraw'),
    scene('state=refunding&stage=waiting&offline&withdraw', ['.field-button[data-kind="secondary"]']),
  ],
  'refund-failed': [
    scene('state=refund-failed&said=no'),
    scene('state=refund-failed', ['.field-button[data-kind="primary"]']),
    scene('state=refund-failed&reason=fex-failed&final'),
  ],
  'settled-by-hand': [scene('state=settled-by-hand'), scene('state=settled-by-hand&was-paid')],
  refunded: [scene('state=refunded'), scene('state=refunded&how=refund')],
  'not-charged': [
    scene('state=not-charged'),
    scene('state=not-charged&reason=refused&said=no'),
    scene('state=not-charged&flow=reverse&connection=offline'),
    scene('state=not-charged&flow=reverse&reason=refused-scan'),
  ],
};

/** Roles a person acts on. */
const controls = new Set(
  'button checkbox combobox link menuitem MenuListOption option radio searchbox slider spinbutton switch tab textbox'.split(
    ' ',
  ),
);

interface Control {
  role: string;
  name: string;
  visible: string;
}

async function controlsOf(cdp: CDPSession): Promise<Control[]> {
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  const found = nodes.flatMap(({ role: given, name, properties, ignored, backendDOMNodeId }) => {
    const role = String(given?.value ?? '');
    const focusable = properties?.some((one) => one.name === 'focusable' && one.value.value === true);
    const acted = controls.has(role) || (focusable && role !== 'dialog' && role !== 'RootWebArea');
    if (ignored || backendDOMNodeId === undefined || !acted) return [];
    return [{ role, name: oneLine(String(name?.value ?? '')), backendNodeId: backendDOMNodeId }];
  });
  return Promise.all(
    found.map(async ({ role, name, backendNodeId }) => {
      const { object } = await cdp.send('DOM.resolveNode', { backendNodeId });
      const { result } = await cdp.send('Runtime.callFunctionOn', {
        objectId: object.objectId ?? '',
        functionDeclaration: visibleWords.toString(),
        returnByValue: true,
      });
      return { role, name, visible: oneLine(String(result.value)) };
    }),
  );
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Runs in the page: the words a person reads on the control, or beside it where it is a field. */
function visibleWords(this: HTMLElement): string {
  if (this instanceof HTMLOptionElement) return this.label;
  const ids = this.getAttribute('aria-labelledby')?.split(' ') ?? [];
  const labelled = ids.flatMap((id) => document.getElementById(id) ?? []);
  const labels = 'labels' in this ? [...((this as HTMLInputElement).labels ?? [])] : [];
  const isField = this.matches('input, select, textarea');
  const sources = isField ? (labelled.length > 0 ? labelled : labels) : [this];
  let words = '';
  let before: Element | null = null;
  for (const source of sources) {
    const walker = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
    for (
      let text = walker.nextNode() as Text | null;
      text !== null;
      text = walker.nextNode() as Text | null
    ) {
      const parent = text.parentElement;
      // A person's initial is a picture of the name beside it.
      if (parent?.matches('.person-tile')) continue;
      // What a field holds is its value, not its name.
      if (parent === null || (isField && parent.closest('select, textarea, output') !== null)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const { width, height } = range.getBoundingClientRect();
      const shown = parent.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      if (!shown || width <= 1 || height <= 1 || getComputedStyle(parent).clipPath !== 'none') continue;
      let block: Element | null = parent;
      while (block !== null && getComputedStyle(block).display === 'inline') block = block.parentElement;
      words += block === before ? text.data : ` ${text.data}`;
      before = block;
    }
  }
  return words;
}

async function show(page: Page, { query, press = [], until, type = '' }: Scene): Promise<void> {
  await page.goto(`${gallery.origin}?${query}`);
  await page.locator('[data-screen]').waitFor();
  for (const selector of press) await page.locator(selector).first().click();
  if (until !== undefined) await page.locator(until).waitFor();
  if (type !== '') await page.keyboard.type(type);
}

test.each([
  [1280, 800],
  [800, 480],
])(
  'at %i × %i every control is called what is written on it, and nothing lies over it',
  { timeout: 180_000 },
  async (width, height) => {
    const page = await gallery.browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
    const cdp = await page.context().newCDPSession(page);
    const wrong: string[] = [];
    const kinds = new Set<string>();
    let count = 0;
    for (const one of Object.values(scenes).flat()) {
      await show(page, one);
      for (const language of languages) {
        await speak(page, language);
        for (const { role, name, visible } of await controlsOf(cdp)) {
          count += 1;
          kinds.add(role);
          if (name === '' || name !== visible)
            wrong.push(
              `${language} ?${one.query} ${one.press?.at(-1) ?? ''} ${role}: called “${name}”, reads “${visible}”`,
            );
        }
        for (const covered of await coveredButtons(page))
          wrong.push(`${language} ?${one.query} ${one.press?.at(-1) ?? ''}: ${covered}`);
      }
    }
    expect([...new Set(wrong)]).toEqual([]);
    // The walk itself: fields, choices and lists were among them.
    expect([...kinds]).toEqual(expect.arrayContaining(['button', 'textbox', 'slider', 'combobox']));
    expect(count).toBeGreaterThan(500);
    await page.close();
  },
);

async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((chosen) => {
    const { fakeCounter } = window as unknown as { fakeCounter: FakeCounterHere };
    fakeCounter.push('preferences.changed', {
      preferences: { language: chosen, theme: 'light', volume: 70, muted: location.search.includes('muted') },
    });
  }, language);
  await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' });
}

interface FakeCounterHere {
  push(event: string, body: unknown): void;
}
