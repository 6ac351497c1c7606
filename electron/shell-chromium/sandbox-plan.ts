/** How Chromium is started so that its own sandbox works: root may not sandbox, everybody else may. */
export type SandboxPlan =
  | { kind: 'as-we-are' }
  /** Started through setpriv as a user that owns nothing. */
  | { kind: 'as-nobody'; setpriv: string }
  | { kind: 'without'; warning: string }
  | { kind: 'refused'; sentence: string };

/** Owns nothing on any system; Debian calls it nobody:nogroup. */
export const nobodyId = 65534;

export function planSandbox(facts: {
  platform: NodeJS.Platform;
  isRoot: boolean;
  /** Path of setpriv (util-linux), or null. */
  setpriv: string | null;
  training: boolean;
  /** Asked for by name on the command line. */
  noSandbox: boolean;
}): SandboxPlan {
  if (facts.noSandbox) {
    return { kind: 'without', warning: 'Chromium runs without its sandbox because --no-sandbox was given.' };
  }
  if (facts.platform !== 'linux' || !facts.isRoot) return { kind: 'as-we-are' };
  if (facts.setpriv !== null) return { kind: 'as-nobody', setpriv: facts.setpriv };
  if (facts.training) {
    return {
      kind: 'without',
      warning:
        'Chromium runs without its sandbox: this is root and setpriv (package util-linux) is missing. Only training does this.',
    };
  }
  return {
    kind: 'refused',
    sentence:
      'As root Chromium needs setpriv (package util-linux) to keep its sandbox. Install it, start the counter as another user, or give --no-sandbox.',
  };
}

/** The command that gives up root for good, then becomes Chromium. */
export function nobodyCommand(
  setpriv: string,
  groups: readonly number[],
): { command: string; args: string[] } {
  const groupArgument = groups.length === 0 ? '--clear-groups' : `--groups=${groups.join(',')}`;
  return {
    command: setpriv,
    args: [`--reuid=${nobodyId}`, `--regid=${nobodyId}`, groupArgument, '--no-new-privs'],
  };
}

/** What Chromium says where the kernel lets it build none of its sandboxes, as inside many containers. */
const sandboxImpossible = /No usable sandbox|Failed to move to new namespace|The setuid sandbox is not/;

export function saysNoSandbox(words: string): boolean {
  return sandboxImpossible.test(words);
}

/** After Chromium ended for want of a sandbox: whether it may be tried without one. */
export function afterNoSandbox(training: boolean): Extract<SandboxPlan, { kind: 'without' | 'refused' }> {
  return training
    ? {
        kind: 'without',
        warning:
          'Warning: Chromium runs WITHOUT its sandbox, because this system allows it none (no user namespaces, as in many containers). Only training does this.',
      }
    : {
        kind: 'refused',
        sentence:
          'Chromium cannot build its sandbox: this system allows no user namespaces, as in many containers. Allow them, or give --no-sandbox.',
      };
}
