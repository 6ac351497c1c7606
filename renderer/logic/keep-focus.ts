/** A pressed button must not take the focus: the next Enter on the keyboard means Charge, not this button again. */
export const keepFocus = {
  onMouseDown: (event: { preventDefault(): void }): void => event.preventDefault(),
};
