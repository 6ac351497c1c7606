import type { Advice } from '../../scan/advice.ts';
import type { CameraTrouble } from '../../scan/camera.ts';
import type { PictureState } from '../../scan/picture-watch.ts';

/** The words of the camera that reads wallet codes. */
export const cameraEn = {
  camera: {
    on: 'Camera on',
    button: 'Camera',
    title: 'Camera',
    hint: 'It is on only while a wallet code is being scanned. No picture is kept, and none leaves this computer.',
    which: 'Camera for wallet codes',
    any: 'Any camera',
    numbered: 'Camera {{number}}',
    absent: '{{name}} (not connected)',
    none: 'No camera, scanner only',
    facing: 'The camera looks at',
    facings: { customer: 'The customer', cashier: 'The cashier, mirrored' },
    starting: 'The camera starts. The scanner works already.',
    picture: {
      fine: 'Hold the customer’s code in front of the camera, or use the scanner.',
      black: 'The picture is black. Uncover the lens or make light. The scanner works.',
      frozen: 'The picture stands still. Unplug the camera and plug it in again. The scanner works.',
    } satisfies Record<PictureState, string>,
    advice: {
      closer: 'Closer: the code is small.',
      still: 'Hold the phone still.',
      brighter: 'Turn up the phone’s brightness.',
      tilt: 'Too bright: tilt the phone a little.',
    } satisfies Record<Advice, string>,
    trouble: {
      missing: 'No camera is connected. Point the scanner at the code in the customer’s FEX app.',
      'chosen-missing': 'The chosen camera is not connected. Plug it in, or choose another under Camera.',
      denied: 'This computer does not let the counter use the camera. Allow it in its privacy settings.',
      busy: 'Another program uses the camera. Close that program; the counter tries again by itself.',
      failed: 'The camera does not start. Unplug it and plug it in again. The scanner works.',
      'no-reader': 'This computer cannot read codes from the camera. Use the scanner.',
    } satisfies Record<CameraTrouble, string>,
  },
};
