/** The waiting phone. No tick anywhere: nothing is approved yet. */
export function PhoneDrawing() {
  return (
    <svg className="phone-drawing" viewBox="0 0 184 350" aria-hidden="true">
      <rect className="phone-case" x="7.5" y="7.5" width="169" height="335" rx="31" />
      <rect className="phone-ink" x="70" y="27" width="44" height="14" rx="7" />
      <rect className="phone-faint" x="37" y="106" width="110" height="17" rx="8.5" />
      <rect className="phone-faint" x="55" y="139" width="74" height="17" rx="8.5" />
      <rect className="phone-ink" x="33" y="246" width="118" height="55" rx="27.5" />
    </svg>
  );
}
