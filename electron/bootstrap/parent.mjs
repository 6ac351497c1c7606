/**
 * npm ends at once on a signal and does not tell the script it runs. So a script under npm looks whose child it
 * is, and takes its parent's end for the signal that npm kept to itself.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  look.unref();
}
