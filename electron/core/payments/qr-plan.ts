import type { QrPicture } from '../../../shared/payment-view.ts';
import type { Intent } from '../net/intent.ts';
import type { Log, QrCodec } from '../ports.ts';

/**
 * Which code the customer sees. FEX's text is drawn byte for byte and read back before it may be shown. Where
 * FEX's own picture says something else, the picture decides: what it says is drawn, because the picture itself
 * may lack its quiet zone or be too small for a camera. There is never a code of our own making.
 */
export function planQr(intent: Pick<Intent, 'qrData' | 'qrPng'>, codec: QrCodec, log: Log): QrPicture | null {
  const pictured = intent.qrPng === null ? null : codec.readPng(intent.qrPng);
  if (pictured !== null && intent.qrData !== null && pictured !== intent.qrData) {
    log.warn('qr.picture-differs');
  }
  const text = pictured ?? intent.qrData;
  return text === null ? null : draw(text, codec);
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
  return best !== null && codec.read(best) === text ? best : null;
}
