import type { Mutant } from './mutant.ts';

const classify = 'electron/core/net/classify.ts';
const client = 'electron/core/net/fex-client.ts';
const machine = 'electron/core/payments/machine.ts';

/** Wrong ways to send, and to read what a send did. */
export const sendingMutants: readonly Mutant[] = [
  {
    name: 'lost-is-not-sent',
    file: classify,
    find: "if (result.kind === 'lost') return { kind: 'unknown' };",
    replace: "if (result.kind === 'lost') return { kind: 'not-executed', why: 'not-sent' };",
    cost: 'an answer that got lost reads Not charged while the customer pays',
  },
  {
    name: '5xx-is-a-refusal',
    file: classify,
    find: 'result.status >= 400 && result.status < 500 && result.status !== 408',
    replace: 'result.status >= 400 && result.status !== 408',
    cost: 'a gateway error after the effect reads Not charged',
  },
  {
    name: '408-is-a-refusal',
    file: classify,
    find: 'result.status < 500 && result.status !== 408',
    replace: 'result.status < 500',
    cost: 'a request time-out after the effect reads Not charged',
  },
  {
    name: 'any-4xx-is-fex',
    file: classify,
    find: 'const said = fexError(body);',
    replace: "const said = fexError(body) ?? '';",
    cost: 'a hotel’s web page with status 403 counts as FEX’s refusal',
  },
  {
    name: 'success-unread',
    file: classify,
    find: 'return body?.success === true ?',
    replace: 'return body !== null ?',
    cost: 'an answer that says success: false counts as executed',
  },
  {
    name: 'scan-sent-again',
    file: machine,
    find: "if (attempt.flow === 'standard')\n      return [{ ...state, stage: 'looking' }",
    replace: "if (attempt.flow.length > 0)\n      return [{ ...state, stage: 'looking' }",
    cost: 'a scan without an answer is sent again under a new reference: charged twice',
  },
  {
    name: 'third-create',
    file: machine,
    find: "    if (attempt.generation === 2) return endedWith(notCharged(attempt, 'unanswered', now));\n",
    replace: '',
    cost: 'a silent FEX gets one order after the other for the same sale',
  },
  {
    name: 'no-second-token',
    file: machine,
    find: 'if (sent.status === 401 && state.refusedToken === null && state.token !== null)',
    replace: 'if (sent.status === 401 && state.refusedToken !== null && state.token !== null)',
    cost: 'a token that ended on the way costs the sale',
  },
  {
    name: 'pooled-post',
    file: client,
    find: '      fresh: true,',
    replace: '      fresh: false,',
    cost: 'a charge goes out on a dead kept-alive connection and may be sent twice',
  },
  {
    name: 'amount-as-float',
    file: client,
    find: 'amount: decimalLiteral(majorText(order.amountMinor, order.exponent)),',
    replace: 'amount: order.amountMinor / 100,',
    cost: 'a yen sale is a hundredth of itself',
  },
  {
    name: 'money-as-float',
    file: 'shared/money.ts',
    find: '  const match = decimal.exec(text.trim());',
    replace:
      '  if (exponent >= 0) return Math.round(Number(text) * 10 ** exponent);\n  const match = decimal.exec(text.trim());',
    cost: 'half a cent more counts as the right amount',
    tests: ['tests/shared/money.test.ts'],
  },
  {
    name: 'reference-from-time',
    file: 'electron/core/payments/reference.ts',
    find: 'return time + base32(random.bytes(16));',
    replace: "return time + '0'.repeat(16);",
    cost: 'two attempts of one millisecond share a reference, and one takes the other’s payment',
  },
  {
    name: 'one-installation-for-all',
    file: 'electron/core/settings/installation.ts',
    find: "    store.write('installationId', made);\n",
    replace: "    made = 'A'.repeat(10);\n    store.write('installationId', made);\n",
    cost: 'a copied profile cannot be told from the original',
  },
  {
    name: 'old-token-used',
    file: 'electron/core/auth/token-source.ts',
    find: 'held.endsAtMono - clock.monotonicMs() > leastLeftMs)',
    replace: 'held.endsAtMono - clock.monotonicMs() > -3_600_000)',
    cost: 'every charge after five minutes begins with a refusal',
  },
  {
    name: 'second-sale-while-open',
    file: 'electron/core/payments/cashier-requests.ts',
    find: "const refusal = isOpen(screen.state()) ? failed('busy') : refusalOf(request, digest);",
    replace: 'const refusal = refusalOf(request, digest);',
    cost: 'a second tap drops a payment that can still be made',
  },
];
