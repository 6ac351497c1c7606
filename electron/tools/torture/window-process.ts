import { connect, Socket } from 'node:net';

/**
 * What the built counter starts where it would start Chromium: hands its DevTools pipe (3 in, 4 out) to the driver
 * that tortures it, which is the page. Ends with the counter, as Chromium does.
 */
const driver = connect(process.env.FEX_TORTURE_WINDOW ?? '');
const commands = new Socket({ fd: 3 });
const answers = new Socket({ fd: 4 });
commands.pipe(driver);
driver.pipe(answers);
for (const end of [driver, commands, answers]) {
  end.on('error', () => process.exit(0));
  end.on('close', () => process.exit(0));
}
