/** This program's; a test holds it against the package. */
export const version = '0.1.0';
