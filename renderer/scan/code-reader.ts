/** A picture in shades of grey: one byte a pixel, row after row, no gaps. */
export interface Grey {
  data: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** A code that was read: what stands in it, and where its four corners are, in the picture's pixels. */
export interface Found {
  text: string;
  corners: readonly Point[];
}

/**
 * `fast`: in well under a frame's time. `hard`: whatever the engine can do. `find`: where a code is, also one that
 * cannot be read; then its text is null.
 */
export type Effort = 'fast' | 'hard' | 'find';

/** Where a code is, and what stands in it if it can be read. */
export type Sight = Omit<Found, 'text'> & { text: string | null };

/** An engine that reads QR codes. Never rejects: a picture without a readable code is null, whatever it is. */
export interface CodeReader {
  read(picture: Grey, effort: Effort): Promise<Sight | null>;
}
