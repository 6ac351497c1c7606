/** What must hold whatever happens, by name; the numbers are those of the README. */
export const invariants = {
  'paid-once': '1: no sale is paid twice without an alarm, and nothing is sent that may charge it twice',
  'in-the-journal': '2: every payment is in the journal within a minute of being read',
  'screen-true': '3: the screen says paid or not charged only where FEX agrees',
  ends: '4: every attempt reaches an outcome within a minute of what decides it',
  'right-amount': '5: no wrong amount is called paid',
  'one-open': '6: one open payment per till, and no charge by a copy',
  chain: '7: the hash chain verifies',
  'no-secret': '8: no secret in any log line',
  'written-ahead': 'rule 1: a row is on the disk before what it announces',
  door: 'the bridge answers what a screen may ask',
  start: 'the counter starts on whatever it finds',
  calm: 'a screen is told news, not the same thing many times a second',
  surprise: 'no surprise in the counter’s own code',
} as const;
export type Invariant = keyof typeof invariants;

export interface Violation {
  invariant: Invariant;
  atMs: number;
  text: string;
}
