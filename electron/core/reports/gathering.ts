import type { FexClient } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { AttemptRows } from '../ports.ts';
import { type Story, storyOf } from './attempt-story.ts';

/** What one check has read so far of the journal and of FEX’s intents. */
export interface Gathering {
  stories(): Story[];
  hasStory(attemptId: string): boolean;
  keepAttempts(attempts: readonly AttemptRows[]): void;
  /** Whether the journal has an attempt for it, by its reference or its id. */
  isOwned(intent: Intent): boolean;
  /** The journal’s, of which no row was read yet. */
  lacking(): string[];
  intents: Map<string, Intent>;
  /** Those that could not be asked for. */
  unread: ReadonlySet<string>;
  /** Reads these anew, one by one. What FEX does not have is taken out, and so is what it does not answer for. */
  readEach(intentIds: readonly string[]): Promise<void>;
}

/** Far more than a day brings that the list does not tell. */
const mostReads = 200;
/** FEX does not answer; the others would wait for their time-out each. */
const mostFailures = 3;

export function createGathering(options: {
  get: FexClient['get'];
  gate(): Promise<void>;
  onStories(count: number): void;
}): Gathering {
  const stories = new Map<string, Story>();
  const references = new Set<string>();
  const ownIds = new Set<string>();
  const intents = new Map<string, Intent>();
  const unread = new Set<string>();
  let failures = 0;

  return {
    intents,
    unread,
    stories: () => [...stories.values()],
    hasStory: (attemptId) => stories.has(attemptId),
    keepAttempts(attempts) {
      for (const rows of attempts) {
        const story = storyOf(rows);
        if (story === null) continue;
        stories.set(story.attemptId, story);
        references.add(story.reference);
        for (const id of story.intents) ownIds.add(id);
      }
      options.onStories(stories.size);
    },
    isOwned: ({ id, reference }) => ownIds.has(id) || (reference !== null && references.has(reference)),
    lacking: () => [...ownIds].filter((id) => !intents.has(id)),
    async readEach(intentIds) {
      for (const [index, id] of intentIds.entries()) {
        const asks = index < mostReads && failures < mostFailures;
        if (asks) await options.gate();
        const read = asks ? await options.get(id) : null;
        unread.delete(id);
        if (read?.kind === 'read') {
          intents.set(id, read.value);
          failures = 0;
          continue;
        }
        intents.delete(id);
        if (read?.kind === 'refused' && read.status === 404) continue;
        unread.add(id);
        failures += 1;
      }
    },
  };
}
