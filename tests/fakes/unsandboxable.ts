import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { findChromium, thisComputer } from '../../electron/shell-chromium/find-chromium.ts';

/** Path of a Chromium as it is where the kernel allows no user namespaces; without its sandbox it is the real one. */
export async function unsandboxableChromium(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-unsandboxable-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await chmod(folder, 0o755);
  const script = join(folder, 'chromium');
  const stack = `#0 0x55d5a1b2c3d4 (/usr/lib/chromium/chromium+0x1)\\n`.repeat(80);
  await writeFile(
    script,
    `#!/bin/sh
case " $* " in *" --no-sandbox "*) exec ${findChromium(thisComputer(process.env))} "$@";; esac
printf '[1:1:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! If you are running on Ubuntu\\n${stack}' >&2
kill -TRAP $$
`,
    { mode: 0o755 },
  );
  return script;
}
