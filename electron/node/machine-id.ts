import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The operating system's own name for this machine, or null where it has none. A profile that was copied to
 * another computer is told by it. Sources: machine-id(5); MachineGuid of Windows; IOPlatformUUID of macOS.
 */
export async function readMachineId(platform: NodeJS.Platform = process.platform): Promise<string | null> {
  try {
    if (platform === 'win32') {
      const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
      const { stdout } = await run('reg', ['query', key, '/v', 'MachineGuid'], { timeout: 5000 });
      return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(stdout)?.[1] ?? null;
    }
    if (platform === 'darwin') {
      const { stdout } = await run('ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'], { timeout: 5000 });
      return /"IOPlatformUUID" = "([^"]+)"/.exec(stdout)?.[1] ?? null;
    }
    const text = await readFile('/etc/machine-id', 'utf8').catch(() =>
      readFile('/var/lib/dbus/machine-id', 'utf8'),
    );
    return /^[0-9a-f]{32}$/.exec(text.trim())?.[0] ?? null;
  } catch {
    return null;
  }
}
