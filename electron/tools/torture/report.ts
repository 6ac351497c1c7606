import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journalFileName } from '../../node/journal.ts';
import { openJournalReader } from '../../node/journal-reader.ts';
import type { Lives } from './lives.ts';
import type { Shop } from './shop.ts';

/** What a run came to. */
export interface TortureResult {
  kills: number;
  sales: number;
  intents: number;
  paid: number;
  /** What people did, and what went wrong on the way, each with how often. */
  did: Map<string, number>;
  faults: Map<string, number>;
  /** One sentence for everything that may not be; empty where all is well. */
  wrong: string[];
  /** Folder with the profile (its journal), FEX's books and the story, where something was wrong. */
  kept: string | null;
}

export function resultOf(shop: Shop, lives: Lives, kills: number, keep: boolean): TortureResult {
  const intents = shop.intents();
  const paid = intents.filter(({ status }) => status === 'completed' || status === 'refunded').length;
  const { did, wrong } = lives;
  const kept = keep && wrong.length > 0 ? shop.folder : null;
  if (kept !== null) {
    writeFileSync(join(kept, 'fex-books.json'), JSON.stringify(intents, null, 2));
    writeFileSync(join(kept, 'story.txt'), `${[...lives.story, ...wrong].join('\n')}\n`);
  }
  const faults = shop.weather.struck;
  return { kills, sales: countSales(shop), intents: intents.length, paid, did, faults, wrong, kept };
}

function countSales({ place }: Shop): number {
  try {
    const reader = openJournalReader(join(place.profile, journalFileName));
    const row = reader.db.prepare('SELECT count(DISTINCT sale_id) AS sales FROM events').get();
    reader.close();
    return Number(row?.sales ?? 0);
  } catch {
    // Killed before there was one.
    return 0;
  }
}
