import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { type RunningSimulator, startSimulator } from '../../electron/simulator/start.ts';
import { type CounterProcess, startCounter } from '../../electron/tools/counter-process.ts';
import { type OwnDisplay, startDisplay } from '../../electron/tools/display.ts';
import { drivePage, type PageDriver } from '../../electron/tools/page-driver.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';

/** The built counter in real Chromium on a display of its own, against a FEX on loopback. */
export interface OpenTill {
  fex: RunningSimulator;
  display: OwnDisplay;
  counter: CounterProcess;
  page: Page;
  folder: string;
  profile: string;
  config: string;
  /** The arguments the counter was started with. */
  args: readonly string[];
  ada: string;
  /** Presses the digits of the amount as a cashier does. */
  ringUp(digits: string): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  /** Waits until the screen of this kind is there. */
  until(screen: string, timeoutMs?: number): Promise<void>;
  /** Starts anew in another profile; the counter was stopped. */
  startAgainIn(profile: string): Promise<void>;
  /** Power cut, then a new start on the same profile. */
  restart(): Promise<void>;
  /** Where FEX finds the counter's webhook listener; set before the first sale. */
  listenForWebhooks(): Promise<void>;
  close(): Promise<void>;
}

export interface TillChoices {
  settings?: Partial<SimulatorSettings>;
  /** Laid over the config file. */
  config?: Record<string, unknown>;
  webhooks?: boolean;
  size?: string;
  args?: readonly string[];
  /** For the counter's process. */
  env?: Readonly<Record<string, string>>;
}

export async function openTill(choices: TillChoices = {}): Promise<OpenTill> {
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-e2e-'));
  const profile = join(folder, 'profile');
  const config = join(folder, 'config.json');
  const size = choices.size ?? '1280x800';
  const [display, fex] = await Promise.all([
    startDisplay(size),
    startSimulator({ settings: { scanByCounterToken: 'accept', ...choices.settings } }),
  ]);
  await writeFile(
    config,
    JSON.stringify({ ...configFor(fex, choices.webhooks ?? false), ...choices.config }),
    { mode: 0o600 },
  );
  const args = [
    '--profile',
    profile,
    '--config',
    config,
    '--devtools-port',
    '0',
    '--window-size',
    size,
    ...(choices.args ?? []),
  ];
  let driver: PageDriver | undefined;

  async function boot(inProfile = profile) {
    till.counter = await startCounter({
      args: args.with(1, inProfile),
      env: { ...display.env, ...choices.env },
    });
    if (till.counter.devtools === null) throw new Error('no DevTools');
    driver = await drivePage(till.counter.devtools);
    till.page = driver.page;
  }

  const till: OpenTill = {
    fex,
    display,
    folder,
    profile,
    config,
    args,
    ada: fex.seed.wallets[0]?.walletId ?? '',
    counter: undefined as unknown as CounterProcess,
    page: undefined as unknown as Page,
    async ringUp(digits) {
      for (const digit of digits) await till.press(new RegExp(`^${digit}$`));
    },
    press: (name) => till.page.getByRole('button', { name }).click(),
    until: (screen, timeoutMs = 15_000) =>
      till.page.locator(`[data-screen="${screen}"]`).waitFor({ timeout: timeoutMs }),
    async startAgainIn(other) {
      await driver?.leave();
      await boot(other);
    },
    async restart() {
      await driver?.leave();
      await till.counter.kill();
      await boot();
    },
    async listenForWebhooks() {
      const { counterId } = fex.seed.counter;
      await setWebhookUrl(fex, `${till.counter.webhook}/webhooks/${counterId}`);
    },
    async close() {
      await driver?.leave().catch(() => {});
      await till.counter?.stop();
      await Promise.all([display.stop(), fex.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await boot();
    if (choices.webhooks) await till.listenForWebhooks();
    return till;
  } catch (error) {
    await till.close();
    throw error;
  }
}

export function configFor(fex: RunningSimulator, webhooks: boolean) {
  const { counterId, clientId, clientSecret, webhookSecret } = fex.seed.counter;
  return {
    apiUrl: fex.apiUrl,
    tokenUrl: fex.tokenUrl,
    counterId,
    clientId,
    clientSecret,
    ...(webhooks ? { webhookSecret } : {}),
  };
}

/** As a merchant would: over FEX's own API. */
async function setWebhookUrl(fex: RunningSimulator, webhookUrl: string): Promise<void> {
  const { merchant, counter } = fex.seed;
  const grant = await fetch(fex.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: merchant.clientId,
      client_secret: merchant.clientSecret,
    }),
  });
  const { access_token } = (await grant.json()) as { access_token: string };
  const answer = await fetch(`${fex.apiUrl}/merchant/api/v1/counters/${counter.counterId}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ webhook_url: webhookUrl }),
  });
  if (!answer.ok) throw new Error(`FEX refused the webhook URL with ${answer.status}`);
}
