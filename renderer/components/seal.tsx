/**
 * The seals: disc, octagon, diamond. Drawn in the field's ink with the glyph in the field's colour, the
 * same drawing from a list's 24 px to a result screen's 496. Shape says the outcome before colour does.
 */
export type SealKind = 'paid' | 'not' | 'unknown' | 'mismatch' | 'refunded';

export function Seal({ kind, drawn = false }: { kind: SealKind; drawn?: boolean }) {
  return (
    <svg
      className="seal"
      data-kind={kind}
      data-drawn={drawn ? '' : undefined}
      viewBox="0 0 100 100"
      aria-hidden="true"
    >
      <Shape kind={kind} />
      <Glyph kind={kind} />
    </svg>
  );
}

/** Eight corners at radius 46, flat sides up. */
const octagon = Array.from({ length: 8 }, (_, index) => {
  const angle = ((index * 45 + 22.5) * Math.PI) / 180;
  return `${(50 + 46 * Math.cos(angle)).toFixed(3)},${(50 + 46 * Math.sin(angle)).toFixed(3)}`;
}).join(' ');

function Shape({ kind }: { kind: SealKind }) {
  if (kind === 'paid') return <circle className="seal-shape" cx="50" cy="50" r="50" />;
  if (kind === 'refunded') return <circle className="seal-ring" cx="50" cy="50" r="44" />;
  if (kind === 'not') return <polygon className="seal-shape seal-octagon" points={octagon} />;
  return (
    <rect
      className="seal-shape"
      x="12.5"
      y="12.5"
      width="75"
      height="75"
      rx="10"
      transform="rotate(45 50 50)"
    />
  );
}

function Glyph({ kind }: { kind: SealKind }) {
  if (kind === 'paid')
    return <path className="seal-stroke" pathLength="1" d="M28.5 51.5 43.5 66.5 72 36.5" />;
  if (kind === 'not')
    return (
      <>
        <path className="seal-stroke" pathLength="1" d="M31 31 69 69" />
        <path className="seal-stroke" pathLength="1" d="M69 31 31 69" />
      </>
    );
  if (kind === 'refunded')
    return <path className="seal-back" pathLength="1" d="M44 32 28 48 44 64M29 48H58C66 48 72 54 72 61V68" />;
  if (kind === 'mismatch')
    return (
      <>
        <path className="seal-stroke" pathLength="1" d="M50 27V56" />
        <circle className="seal-dot" cx="50" cy="73" r="6" />
      </>
    );
  return (
    <g transform="translate(50 50) scale(.87) translate(-50 -50)">
      <path
        className="seal-stroke seal-question"
        pathLength="1"
        d="M36.8 39.6C36.8 32.4 42.6 27 50 27S63.2 32.2 63.2 39.2C63.2 48 50 49.2 50 58.2"
      />
      <circle className="seal-dot" cx="50" cy="73.4" r="5.9" />
    </g>
  );
}
