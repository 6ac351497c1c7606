/** A pressed key must not take the focus: the next Enter on the keyboard means Charge, not this key again. */
export const keepFocus = {
  onMouseDown: (event: { preventDefault(): void }): void => event.preventDefault(),
};
