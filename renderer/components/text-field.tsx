/** One line of a form; what is secret is drawn as dots. */
export function TextField(props: {
  name: string;
  label: string;
  first?: string;
  placeholder?: string;
  secret?: boolean;
  digits?: boolean;
  longest?: number;
  onText?: (text: string, input: HTMLInputElement) => void;
}) {
  const { name, label, first, placeholder, secret = false, digits = false, longest = 2000, onText } = props;
  return (
    <label className="text-field">
      <span>{label}</span>
      <input
        name={name}
        // Not `password`: a browser offers to save those, and keys belong into the keychain alone.
        type="text"
        data-secret={secret ? '' : undefined}
        dir={secret ? 'ltr' : 'auto'}
        inputMode={digits ? 'numeric' : 'text'}
        defaultValue={first}
        placeholder={placeholder}
        maxLength={longest}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onInput={(event) => onText?.(event.currentTarget.value, event.currentTarget)}
      />
    </label>
  );
}
