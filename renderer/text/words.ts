/** The same keys, any words: what every other language must have. */
export type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> };
