import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IntentDump } from '../../../shared/sim-control.ts';
import { createFileStore } from '../../node/file-store.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/start.ts';
import { createDice, type Dice } from '../simulate/dice.ts';
import { admitCustomers, type Customers } from './customers.ts';
import { builtMain, type TillPlace } from './till.ts';
import { createWeather, type Weather } from './weather.ts';
import { openWindowHouse } from './window.ts';
import { type Wire, watchWire } from './wire.ts';

/** A folder, FEX on loopback, customers, and a place for one till. */
export interface Shop {
  folder: string;
  place: TillPlace;
  fex: RunningSimulator;
  wire: Wire;
  weather: Weather;
  customers: Customers;
  dice: (name: string) => Dice;
  /** This counter's intents in FEX's books. */
  intents(): IntentDump[];
  /** Ends everything, and removes the folder unless it is to be kept. */
  close(keep: boolean): Promise<void>;
}

export async function openShop(options: {
  seed: number;
  /** The built main process; the project's own unless another is to be tried. */
  main?: string;
  /** Folder for the profile, where it has to lie on a disk of its own. */
  profile?: string;
}): Promise<Shop> {
  const main = options.main ?? builtMain;
  if (!existsSync(join(main, 'entry-chromium.js'))) {
    throw new Error(`There is no built counter in ${main}: run npm run build.`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'fex-torture-'));
  const profile = options.profile ?? join(folder, 'profile');
  const dice = (name: string) => createDice(options.seed, name);
  const closers: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const end of closers.reverse()) await end();
    closers.length = 0;
  };
  try {
    const webhookPort = await freePort();
    const counterId = 'fa4efa4e-0000-4000-8000-000000000101';
    const fex = await startSimulator({
      settings: { scanByCounterToken: 'accept' },
      webhookUrl: `http://127.0.0.1:${webhookPort}/webhooks/${counterId}`,
    });
    closers.push(() => fex.close());
    const house = await openWindowHouse(folder);
    closers.push(() => house.close());
    const customers = admitCustomers(fex.engine, dice('customers'));
    closers.push(() => customers.leave());
    const wire = watchWire(fex.engine);
    const weather = createWeather(fex.engine, dice('weather'));
    wire.onFault = weather.note;

    const { clientId, clientSecret, webhookSecret } = fex.seed.counter;
    const { apiUrl, tokenUrl } = fex;
    const config = join(folder, 'config.json');
    const said = { apiUrl, tokenUrl, counterId, clientId, clientSecret, webhookSecret, webhookPort };
    writeFileSync(config, JSON.stringify(said), { mode: 0o600 });
    mkdirSync(profile, { recursive: true });
    // The shortest FEX takes, so that codes run out and bounds pass within a run.
    createFileStore({ folder: profile }).write('rules', { standardExpiresS: 60, reverseExpiresS: 30 });

    const intents = () =>
      fex.engine.control.intents().filter((intent) => intent.counterId === fex.seed.counter.counterId);
    return {
      folder,
      place: { house, folder, profile, config, main },
      fex,
      wire,
      weather,
      customers,
      dice,
      intents,
      async close(keep) {
        await closeAll();
        if (!keep) rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await closeAll();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

const journalTool = fileURLToPath(new URL('../journal.ts', import.meta.url));

/** What `npm run journal -- verify` says against the journal; nothing where it is as it was written. */
export async function verifyByTool(profile: string): Promise<string[]> {
  const tool = spawn(process.execPath, [journalTool, 'verify', '--profile', profile], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  tool.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = (await once(tool, 'close')) as [number | null];
  return code === 0 ? [] : [`npm run journal -- verify ended with ${code}: ${said.trim()}`];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
