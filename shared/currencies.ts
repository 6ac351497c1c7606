/**
 * The currencies a counter may sell in: ISO 4217 list one (current currencies) as of 2026-01-01, so without ANG, BGN,
 * CUC, HRK and ZWL and with VED, XCG and ZWG; less what nobody pays with at a counter: funds such as CLF, units of
 * account such as XDR, metals and test codes. Not asked of the runtime, whose list has the mark and the lira too.
 * Source: SIX Interbank Clearing, maintenance agency of ISO 4217.
 */
const active: ReadonlySet<string> = new Set(
  `
  AED AFN ALL AMD AOA ARS AUD AWG AZN
  BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
  CAD CDF CHF CLP CNY COP CRC CUP CVE CZK
  DJF DKK DOP DZD
  EGP ERN ETB EUR
  FJD FKP
  GBP GEL GHS GIP GMD GNF GTQ GYD
  HKD HNL HTG HUF
  IDR ILS INR IQD IRR ISK
  JMD JOD JPY
  KES KGS KHR KMF KPW KRW KWD KYD KZT
  LAK LBP LKR LRD LSL LYD
  MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN
  NAD NGN NIO NOK NPR NZD
  OMR
  PAB PEN PGK PHP PKR PLN PYG
  QAR
  RON RSD RUB RWF
  SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
  THB TJS TMT TND TOP TRY TTD TWD TZS
  UAH UGX USD UYU UZS
  VED VES VND VUV
  WST
  XAF XCD XCG XOF XPF
  YER
  ZAR ZMW ZWG
  `
    .trim()
    .split(/\s+/),
);

/** Whether the code, three capital letters, is a currency in use today. */
export function isActiveCurrency(code: string): boolean {
  return active.has(code);
}
