import QRCode from 'qrcode';

/** A phone before a camera, as numbers: what it shows, where it is, and what light, lens and hand do to the picture. */

export interface Point {
  x: number;
  y: number;
}

export interface Scene {
  /** Null: a picture without a code. */
  text: string | null;
  /** Side of the code in the picture, in pixels, were it seen straight on. */
  side: number;
  centre: Point;
  /** In degrees: in the picture's plane, and the phone's two tilts. */
  turn: number;
  tilt: readonly [number, number];
  dark: boolean;
  /** Brightness of ink and of ground, 0 to 255. */
  ink: number;
  ground: number;
  /** Of the room behind the phone. */
  room: number;
  /** Standard deviation of the lens's blur, in pixels. */
  blur: number;
  /** The hand's way while the shutter was open, in pixels, and its direction in degrees. */
  motion: number;
  motionTurn: number;
  /** Standard deviation of the sensor's noise. */
  noise: number;
  /** A reflection over the glass: where across the code (0 to 1), how wide, how bright; 0 is none. */
  glareAt: number;
  glareWidth: number;
  glare: number;
  /** How deep the screen's grid of pixels shows, 0 to 1, and its pitch in the picture's pixels. */
  moire: number;
  pitch: number;
  seed: number;
}

export const plainScene: Scene = {
  text: null,
  side: 320,
  centre: { x: 640, y: 360 },
  turn: 0,
  tilt: [0, 0],
  dark: false,
  ink: 25,
  ground: 225,
  room: 90,
  blur: 0.6,
  motion: 0,
  motionTurn: 0,
  noise: 3,
  glareAt: 0.5,
  glareWidth: 0.3,
  glare: 0,
  moire: 0,
  pitch: 1.3,
  seed: 1,
};

/** Numbers from 0 to below 1, the same for the same seed. */
export function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const frameWidth = 1280;
export const frameHeight = 720;

/** The quiet zone of a code, and the phone's screen round it, in sides of the code. */
const card = 1.28;
const phone = { width: 1.5, height: 2.9, rim: 0.05 };

export interface Drawn {
  grey: Uint8Array<ArrayBuffer>;
  /** The code's corners in the picture, from its top left clockwise; none without a code. */
  corners: readonly Point[];
}

/** Draws it, one byte a pixel. */
export function drawScene(scene: Scene): Drawn {
  const chance = createChance(scene.seed);
  const picture = drawRoom(scene, chance);
  const corners = scene.text === null ? [] : drawPhone(picture, scene, scene.text);
  const seen = smear(blurred(picture, scene.blur), scene.motion, scene.motionTurn);
  const grey = new Uint8Array(seen.length);
  for (let at = 0; at < seen.length; at++) {
    // Three throws make a bell.
    const noise = scene.noise === 0 ? 0 : (chance() + chance() + chance() - 1.5) * 2 * scene.noise;
    grey[at] = Math.max(0, Math.min(255, Math.round((seen[at] ?? 0) + noise)));
  }
  return { grey, corners };
}

/** A counter's other side: a gradient, shelves, and edges that could be taken for codes. */
function drawRoom({ room }: Scene, chance: () => number): Float32Array {
  const picture = new Float32Array(frameWidth * frameHeight);
  const [slopeX, slopeY] = [(chance() - 0.5) * 0.05, (chance() - 0.5) * 0.05];
  for (let y = 0; y < frameHeight; y++)
    for (let x = 0; x < frameWidth; x++)
      picture[y * frameWidth + x] = room * (1 + slopeX * ((x - 640) / 64) + slopeY * ((y - 360) / 36));
  for (let count = 0; count < 40; count++) {
    const [left, top] = [Math.floor(chance() * frameWidth), Math.floor(chance() * frameHeight)];
    const [wide, high] = [4 + Math.floor(chance() ** 2 * 240), 4 + Math.floor(chance() ** 2 * 160)];
    const shade = room * (0.3 + chance() * 1.5);
    for (let y = top; y < Math.min(top + high, frameHeight); y++)
      for (let x = left; x < Math.min(left + wide, frameWidth); x++) picture[y * frameWidth + x] = shade;
  }
  return picture;
}

/** From the phone's glass (the code is one wide, its middle is the origin) to the picture, and back. */
function lens({ side, centre, turn, tilt }: Scene) {
  const [a, b, c] = [turn, tilt[0], tilt[1]].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  const [ca, sa, cb, sb, cc, sc] = [
    Math.cos(a),
    Math.sin(a),
    Math.cos(b),
    Math.sin(b),
    Math.cos(c),
    Math.sin(c),
  ];
  // First the two tilts (about x, about y), then the turn; so far away that a code is seen under some 20 degrees.
  const far = 3.2;
  const m = [
    [ca * cc - sa * sb * sc, -sa * cb],
    [sa * cc + ca * sb * sc, ca * cb],
    [-cb * sc, sb],
  ] as const;
  const scale = side * far;
  const toPicture = (u: number, v: number): Point => {
    const depth = far + m[2][0] * u + m[2][1] * v;
    return {
      x: centre.x + (scale * (m[0][0] * u + m[0][1] * v)) / depth,
      y: centre.y + (scale * (m[1][0] * u + m[1][1] * v)) / depth,
    };
  };
  const toGlass = (x: number, y: number): Point => {
    const [p, q] = [(x - centre.x) / scale, (y - centre.y) / scale];
    const [e, f] = [m[0][0] - p * m[2][0], m[0][1] - p * m[2][1]];
    const [g, h] = [m[1][0] - q * m[2][0], m[1][1] - q * m[2][1]];
    const det = e * h - f * g;
    return { x: ((p * h - f * q) * far) / det, y: ((e * q - p * g) * far) / det };
  };
  return { toPicture, toGlass };
}

function drawPhone(picture: Float32Array, scene: Scene, text: string): readonly Point[] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M', version: 3 });
  const { size } = modules;
  const { toPicture, toGlass } = lens(scene);
  const { ink, ground, dark, glare, glareAt, glareWidth, moire, pitch, side } = scene;
  const [light, deep] = dark ? [ink, ground] : [ground, ink];
  const page = dark ? ink * 1.1 : ground * 0.92;
  // The grid of the screen's pixels, in sides of the code.
  const grid = pitch / side;

  const shadeAt = (u: number, v: number): number => {
    const [away, up] = [Math.abs(u), Math.abs(v)];
    if (away > phone.width / 2 || up > phone.height / 2) return Number.NaN;
    if (away > phone.width / 2 - phone.rim || up > phone.height / 2 - phone.rim) return 18;
    let shade = away < card / 2 && up < card / 2 ? light : page;
    if (away < 0.5 && up < 0.5) {
      const [row, column] = [Math.floor((v + 0.5) * size), Math.floor((u + 0.5) * size)];
      shade = modules.get(Math.min(row, size - 1), Math.min(column, size - 1)) !== 0 ? deep : light;
    }
    if (moire > 0)
      shade *=
        1 -
        moire *
          (0.5 + 0.5 * Math.sin((2 * Math.PI * u) / grid)) *
          (0.6 + 0.4 * Math.sin((2 * Math.PI * v) / grid));
    if (glare > 0) {
      const band = (u * 0.8 + v * 0.6 + 0.5 - glareAt) / glareWidth;
      shade += glare * Math.exp(-band * band * 2);
    }
    return Math.min(shade, 255);
  };

  const [w, h] = [phone.width / 2, phone.height / 2];
  const edges = [toPicture(-w, -h), toPicture(w, -h), toPicture(w, h), toPicture(-w, h)];
  const left = Math.max(0, Math.floor(Math.min(...edges.map(({ x }) => x))));
  const right = Math.min(frameWidth, Math.ceil(Math.max(...edges.map(({ x }) => x))));
  const top = Math.max(0, Math.floor(Math.min(...edges.map(({ y }) => y))));
  const bottom = Math.min(frameHeight, Math.ceil(Math.max(...edges.map(({ y }) => y))));
  // A pixel of the sensor is an area; a screen's grid is seen because it is not averaged quite away.
  const parts = moire > 0 ? 1 : 3;
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      let [sum, count] = [0, 0];
      for (let j = 0; j < parts; j++)
        for (let i = 0; i < parts; i++) {
          const glass = toGlass(x + (i + 0.5) / parts, y + (j + 0.5) / parts);
          const shade = shadeAt(glass.x, glass.y);
          if (Number.isNaN(shade)) continue;
          sum += shade;
          count++;
        }
      if (count === 0) continue;
      const at = y * frameWidth + x;
      const all = parts * parts;
      picture[at] = (sum + (picture[at] ?? 0) * (all - count)) / all;
    }
  return [toPicture(-0.5, -0.5), toPicture(0.5, -0.5), toPicture(0.5, 0.5), toPicture(-0.5, 0.5)];
}

/** A bell-shaped blur, one direction after the other. */
function blurred(picture: Float32Array, sigma: number): Float32Array {
  if (sigma < 0.3) return picture;
  const reach = Math.ceil(sigma * 2.5);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const once = (from: Float32Array, step: number, length: number, lineStep: number, lines: number) => {
    const to = new Float32Array(from.length);
    for (let line = 0; line < lines; line++)
      for (let at = 0; at < length; at++) {
        let sum = 0;
        for (let k = -reach; k <= reach; k++) {
          const near = Math.max(0, Math.min(length - 1, at + k));
          sum += (from[line * lineStep + near * step] ?? 0) * (weights[k + reach] ?? 0);
        }
        to[line * lineStep + at * step] = sum / total;
      }
    return to;
  };
  return once(once(picture, 1, frameWidth, frameWidth, frameHeight), frameWidth, frameHeight, 1, frameWidth);
}

/** The way of a hand, straight and even. */
function smear(picture: Float32Array, length: number, turn: number): Float32Array {
  if (length < 1) return picture;
  const steps = Math.ceil(length);
  const radians = (turn * Math.PI) / 180;
  const to = new Float32Array(picture.length);
  const offsets = Array.from({ length: steps }, (_, step) => {
    const along = (step / (steps - 1 || 1) - 0.5) * length;
    return [Math.round(Math.cos(radians) * along), Math.round(Math.sin(radians) * along)] as const;
  });
  for (let y = 0; y < frameHeight; y++)
    for (let x = 0; x < frameWidth; x++) {
      let sum = 0;
      for (const [dx, dy] of offsets) {
        const nearX = Math.max(0, Math.min(frameWidth - 1, x + dx));
        const nearY = Math.max(0, Math.min(frameHeight - 1, y + dy));
        sum += picture[nearY * frameWidth + nearX] ?? 0;
      }
      to[y * frameWidth + x] = sum / steps;
    }
  return to;
}
