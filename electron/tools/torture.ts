import { parseArgs } from 'node:util';
import { torture } from './torture/drive.ts';

const help = `npm run torture -- [--kills N]

  Starts a real counter on a real journal against the simulator, kills it at random moments (200 times unless told
  otherwise), starts it again, and compares its journal with FEX's books.
`;

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, help: { type: 'boolean', default: false } },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
if (values.help) say(help);
else {
  const began = performance.now();
  const { kills, sales, paid, wrong } = await torture({ kills: Number(values.kills), say });
  for (const sentence of wrong) say(sentence);
  const took = ((performance.now() - began) / 1000).toFixed(0);
  say(`${kills} kills, ${sales} intents, ${paid} paid, ${wrong.length} wrong, in ${took} s`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
