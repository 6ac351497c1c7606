/**
 * A moment as ISO 8601 in UTC, whole seconds. Core has no Date; this is the calendar's own arithmetic, counted in
 * years that begin in March, so that a leap day is the last of its year.
 */
export function utcText(atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  const day = Math.floor(seconds / 86_400);
  const { year, month, date } = dateOf(day);
  const rest = seconds - day * 86_400;
  const time = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  return `${two(year, 4)}-${two(month)}-${two(date)}T${time.map((part) => two(part)).join(':')}Z`;
}

const [daysOf400Years, marchOfYear0] = [146_097, 719_468];

function dateOf(daySince1970: number): { year: number; month: number; date: number } {
  const day = daySince1970 + marchOfYear0;
  const era = Math.floor(day / daysOf400Years);
  const ofEra = day - era * daysOf400Years;
  const leapDays = Math.floor(ofEra / 1460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096);
  const yearOfEra = Math.floor((ofEra - leapDays) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const sinceMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = sinceMarch < 10 ? sinceMarch + 3 : sinceMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: ofYear - Math.floor((153 * sinceMarch + 2) / 5) + 1,
  };
}

const two = (part: number, length = 2) => String(part).padStart(length, '0');
