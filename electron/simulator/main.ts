import type { CliOptions } from './cli-options.ts';
import { readCliOptions, UsageError } from './cli-options.ts';
import { helpText, startText } from './cli-text.ts';
import type { StartOptions } from './start.ts';
import { startSimulator } from './start.ts';

/** Runs the simulator until SIGINT or SIGTERM. Exit 2: a command line or port that cannot be used. */
async function main(): Promise<void> {
  let options: CliOptions;
  try {
    options = readCliOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    giveUp(error.message);
    return;
  }
  if (options.help) {
    process.stdout.write(helpText);
    return;
  }
  const { port, settings, webhookUrl, tls } = options;
  const start: StartOptions = {
    port,
    settings,
    ...(webhookUrl === null ? {} : { webhookUrl }),
    ...(tls === null ? {} : { tls }),
  };
  try {
    const running = await startSimulator(start);
    process.stdout.write(startText(running));
    const stop = () => void running.close();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EADDRINUSE') giveUp(`Port ${port} is already in use.`);
    else if (code === 'EACCES') giveUp(`Port ${port} may not be used by this user.`);
    else if (code.startsWith('ERR_OSSL'))
      giveUp('--tls-key and --tls-cert must be a matching PEM key and certificate.');
    else throw error;
  }
}

function giveUp(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
}

await main();
