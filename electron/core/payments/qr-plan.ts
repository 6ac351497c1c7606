import type { QrPicture } from '../../../shared/payment-view.ts';
import type { Intent } from '../net/intent.ts';
import type { Log, QrCodec, QrMatrix } from '../ports.ts';

/**
 * Which code the customer sees. FEX's text is drawn byte for byte and read back before it may be shown; FEX's
 * own picture decides where the two disagree; there is never a code of our own making.
 */
export function planQr(intent: Pick<Intent, 'qrData' | 'qrPng'>, codec: QrCodec, log: Log): QrPicture | null {
  const pictured = intent.qrPng === null ? null : codec.readPng(intent.qrPng);
  if (intent.qrData !== null) {
    if (pictured !== null && intent.qrPng !== null && pictured !== intent.qrData) {
      log.warn('qr.picture-differs');
      return { kind: 'png', dataUrl: intent.qrPng };
    }
    return draw(intent.qrData, codec);
  }
  return pictured === null ? null : draw(pictured, codec);
}

/**
 * Modules at level M up to this size, else L: beyond it M would fall under eight device pixels a module on a
 * 1280×800 screen, whose card is 624 wide.
 */
const largestComfortable = 69;

function draw(text: string, codec: QrCodec): QrPicture | null {
  const robust = codec.encode(text, 'M');
  const best =
    robust !== null && robust.size <= largestComfortable ? robust : (codec.encode(text, 'L') ?? robust);
  return best !== null && codec.read(best) === text ? picture(best) : null;
}

function picture(matrix: QrMatrix): QrPicture {
  return { kind: 'modules', size: matrix.size, bits: matrix.bits };
}
