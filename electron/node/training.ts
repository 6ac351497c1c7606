import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { SimulatorSeed } from '../../shared/sim-control.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import type { SimulatedCustomers } from './training-phone.ts';
import { writeWhole } from './write-whole.ts';

/** The simulator as training needs it; the real one is handed in, so that no other run loads it. */
export interface TrainingSimulator {
  origin: string;
  apiUrl: string;
  tokenUrl: string;
  controlUrl: string;
  seed: SimulatorSeed;
  engine: { control: SimulatedCustomers };
  close(): Promise<void>;
}

export type StartTrainingSimulator = (options: {
  settings: Partial<SimulatorSettings>;
  state?: unknown;
  onStateChange: (state: () => unknown) => void;
  webhookUrl: string;
}) => Promise<TrainingSimulator>;

/** What a training run loads. */
export interface TrainingParts {
  start: StartTrainingSimulator;
  /** The seeded counter, which training is. */
  counterId: string;
}

export interface Training {
  simulator: TrainingSimulator;
  webhookPort: number;
  close(): Promise<void>;
}

const stateFile = 'simulator.json';

/**
 * FEX for training, in this process and on loopback. What happened there is kept in the profile, so that a
 * training counter that was killed comes back to the same open payment.
 */
export async function startTraining(folder: string, parts: TrainingParts): Promise<Training> {
  const file = join(folder, stateFile);
  const webhookPort = await freePort();
  let current: (() => unknown) | null = null;
  let planned = false;

  function save(): void {
    if (current === null) return;
    try {
      writeWhole(file, JSON.stringify(current()));
      current = null;
    } catch {
      // Play money: a full disk costs the trainee this state, the journal says so for the counter.
    }
  }

  const simulator = await parts.start({
    settings: { scanByCounterToken: 'accept' },
    state: readState(file),
    webhookUrl: `http://127.0.0.1:${webhookPort}/webhooks/${parts.counterId}`,
    onStateChange(state) {
      current = state;
      if (planned) return;
      planned = true;
      // After the answer is on its way: writing must not slow FEX down.
      void turn().then(() => {
        planned = false;
        save();
      });
    },
  });

  return {
    simulator,
    webhookPort,
    async close() {
      await simulator.close();
      save();
    },
  };
}

function readState(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Known before FEX starts, because FEX is told where webhooks go. Taken meanwhile, news are polled. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
