import type { Reporter, TestModule } from 'vitest/node';

/**
 * Says at the end of a run what was not run and why: a test that this computer cannot run (no disk may be mounted, no
 * strace, no Chromium) is not a test that passed.
 */
export default class SkippedReporter implements Reporter {
  private byName = false;

  onInit({ config }: { config: { testNamePattern?: RegExp | undefined } }): void {
    // Whoever asks for one test by name knows that the others are not run.
    this.byName = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = modules.flatMap((file) => {
      const skipped = [...file.children.allTests('skipped')];
      return skipped.flatMap((test) => {
        const result = test.result();
        const reason = result.state === 'skipped' ? result.note : undefined;
        if (reason === undefined && this.byName) return [];
        return [`  ${file.relativeModuleId} > ${test.fullName}: ${reason ?? 'not for this computer'}`];
      });
    });
    if (lines.length === 0) return;
    process.stdout.write(`\n NOT RUN HERE (${lines.length})\n${lines.join('\n')}\n`);
  }
}
