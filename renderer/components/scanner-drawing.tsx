/** A hand scanner over a phone that shows a code. */
export function ScannerDrawing() {
  return (
    <svg className="scanner-drawing" viewBox="0 0 400 340" aria-hidden="true">
      <rect className="draw-line" x="44" y="24" width="150" height="292" rx="26" />
      <rect className="draw-fill" x="98" y="40" width="42" height="10" rx="5" />
      {[
        [72, 96],
        [134, 96],
        [72, 158],
      ].map(([x, y]) => (
        <g key={`${x} ${y}`}>
          <rect className="draw-code" x={x} y={y} width="32" height="32" rx="3" />
          <rect className="draw-fill" x={(x ?? 0) + 10} y={(y ?? 0) + 10} width="12" height="12" />
        </g>
      ))}
      <path
        className="draw-fill"
        d="M134 158h10v10h-10zM154 158h12v10h-12zM144 170h10v10h-10zM134 180h10v10h-10zM156 180h10v10h-10zM112 100h10v10h-10zM112 120h10v10h-10zM112 160h10v10h-10zM112 180h10v10h-10zM76 138h10v10h-10zM96 138h10v10h-10zM118 138h10v10h-10zM140 138h10v10h-10zM158 140h8v8h-8z"
      />
      <path className="draw-beam" d="M206 150 262 128M206 162 262 162M206 174 262 196" />
      <path
        className="draw-line"
        d="M288 116h44c26 0 44 20 44 44v8c0 14-8 26-20 32l14 92c2 14-8 24-20 24h-20c-12 0-20-8-22-20l-12-88h-8a10 10 0 0 1-10-10v-72a10 10 0 0 1 10-10Z"
      />
      <path className="draw-line" d="M318 234h20" />
    </svg>
  );
}
