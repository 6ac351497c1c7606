import { claimProfile } from '../../electron/node/claim-profile.ts';

/** Claims a profile for the counter named, says how it went, and stays until it is killed. */
const [folder = '', counterId = ''] = process.argv.slice(2);
const claim = claimProfile(folder, { environment: 'sandbox', apiUrl: 'http://127.0.0.1:9', counterId });
process.stdout.write(claim.ok ? 'claimed\n' : `${claim.message}\n`);
process.stdin.resume();
