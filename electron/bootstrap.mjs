import { existsSync } from 'node:fs';
import { commands, describe } from './bootstrap/commands.mjs';
import { installModules } from './bootstrap/node-modules.mjs';
import { findNode24, nodeMajor, rerunOn } from './bootstrap/node24.mjs';
import { endWithNpm } from './bootstrap/parent.mjs';
import { projectFile, say } from './bootstrap/project.mjs';
import { installSystemPackages } from './bootstrap/system-packages.mjs';

/**
 * What runs before anything is installed: plain JavaScript, Node 20 or later, no package. It sets up what is
 * missing, step by step, goes over to Node 24 and runs the command. Its own words go to stderr; stdout belongs
 * to the command.
 *
 * @param {string[]} argv
 * @returns {Promise<number>} the exit code
 */
async function main([name, ...args]) {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(describe());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    say(`There is no command "${name}". There are: ${Object.keys(commands).join(', ')}.`);
    return 2;
  }
  if (!command.ownHelp && (args.includes('--help') || args.includes('-h'))) {
    process.stdout.write(`${command.help}\n`);
    return 0;
  }
  const refusal = command.refuse?.(args) ?? null;
  if (refusal !== null) {
    say(`${refusal} See npm run ${name} -- --help.`);
    return 2;
  }
  const hindrance = command.hinder?.(args) ?? null;
  if (hindrance !== null) {
    say(hindrance);
    return 1;
  }

  if (!(await installModules())) return 1;
  if (nodeMajor(process.version) !== 24) {
    const node = findNode24();
    if (node === null) {
      say(
        `Node 24 is not among the installed packages for ${process.platform} ${process.arch}; this is ${process.version}.`,
      );
      return 1;
    }
    return rerunOn(node, process.argv.slice(1));
  }
  if (!(await installSystemPackages(name, command.system(), command.optional))) return 1;
  for (const file of command.needs ?? []) {
    if (!existsSync(projectFile(file))) {
      say(`${file} is missing; npm run ${name} cannot run without it.`);
      return 1;
    }
  }
  return command.run(args);
}

endWithNpm();
process.exitCode = await main(process.argv.slice(2));
