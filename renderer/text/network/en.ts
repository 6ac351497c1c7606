import type { NetworkTrouble, ProxyMode } from '../../../shared/network.ts';

/** The words of the way out of this computer. */
export const networkEn = {
  network: {
    title: 'Network',
    proxy: 'Proxy',
    modes: {
      system: 'As the system says',
      none: 'None',
      own: 'This one',
    } satisfies Record<ProxyMode, string>,
    straight: 'FEX is asked straight, without a proxy.',
    through: 'FEX is asked through the proxy {{proxy}}.',
    authorities: 'Authorities trusted besides the system’s: {{count}}.',
    hint: 'What is on this computer itself is never asked through a proxy.',
    proxyUrl: 'Proxy, http://host:port',
    exceptions: 'Reached without it: hosts, with commas',
    caFile: 'Extra authorities, path of a PEM file',
    who: 'A manager decides this, and it is recorded who. It counts from the next connection on.',
    close: 'Close',
    save: 'Save',
    saved: 'Saved.',
    trouble: {
      'system-proxy-unusable':
        'The system names a proxy that does not begin with http://. FEX is asked without it.',
      'ca-unreadable': 'The file of extra authorities cannot be read. Look at its path and who may read it.',
      'ca-no-certificate': 'The file of extra authorities holds no PEM certificate.',
      'ca-expired':
        'Every extra authority in the file has expired. Ask whoever runs the network for new ones.',
    } satisfies Record<NetworkTrouble, string>,
  },
};
