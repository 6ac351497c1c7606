/** One line of a form about people; what is secret is drawn as dots. */
export function StaffField(props: {
  name: string;
  label: string;
  first?: string;
  secret?: boolean;
  digits?: boolean;
  longest: number;
}) {
  const { name, label, first, secret = false, digits = false, longest } = props;
  return (
    <label className="text-field">
      <span>{label}</span>
      <input
        name={name}
        type="text"
        dir={secret ? 'ltr' : 'auto'}
        data-secret={secret ? '' : undefined}
        inputMode={digits ? 'numeric' : 'text'}
        defaultValue={first}
        maxLength={longest}
        autoComplete="off"
        spellCheck={false}
      />
    </label>
  );
}
