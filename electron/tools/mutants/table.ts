import { guardingMutants } from './guarding.ts';
import { keepingMutants } from './keeping.ts';
import { lookingMutants } from './looking.ts';
import type { Mutant } from './mutant.ts';
import { provingMutants } from './proving.ts';
import { refundingMutants } from './refunding.ts';
import { sendingMutants } from './sending.ts';

export const mutants: readonly Mutant[] = [
  ...sendingMutants,
  ...lookingMutants,
  ...keepingMutants,
  ...guardingMutants,
  ...refundingMutants,
  ...provingMutants,
];
