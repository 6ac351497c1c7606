/**
 * A name that may be too long for its line: what is cut is its middle, because counters differ in the number at
 * their end. Only at a space: letters of some scripts are joined.
 */
export function PlaceName({ className, name }: { className: string; name: string }) {
  const at = name.lastIndexOf(' ');
  const end = name.slice(at + 1);
  const parted = at > 0 && end.length <= 6;
  return (
    <bdi className={className}>
      <span className="name-start">{parted ? name.slice(0, at) : name}</span>
      {parted ? <span className="name-end">{`\u00a0${end}`}</span> : null}
    </bdi>
  );
}
