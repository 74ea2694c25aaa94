/** Values as people read them, in the language of the browser. */
const language = document.documentElement.lang;
const count = new Intl.NumberFormat(language);
const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
const precise = new Intl.DateTimeFormat(language, {
  hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });

const STEPS = [
  [60, 'second', 1],
  [3600, 'minute', 60],
  [86400, 'hour', 3600],
  [86400 * 30, 'day', 86400],
  [86400 * 365, 'month', 86400 * 30],
  [Infinity, 'year', 86400 * 365],
];

export const number = (value) => count.format(value);

export const time = (iso) => dateTime.format(new Date(iso));

export const timeOfDay = (iso) => clock.format(new Date(iso));

/** To the millisecond, without a date. */
export const preciseTime = (iso) => precise.format(new Date(iso));

/** A date without a time, such as 2021-12-31. */
export const date = (iso) => (/^\d{4}-\d\d-\d\d$/.test(iso) ? day.format(new Date(`${iso}T00:00:00Z`)) : iso);

export function ago(iso, now = Date.now()) {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000);
  const [, unit, size] = STEPS.find(([limit]) => Math.abs(seconds) < limit);
  return Math.abs(seconds) < 5 ? 'just now' : relative.format(Math.trunc(seconds / size), unit);
}

export function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (milliseconds < 1000) {
    return `${Math.max(0, Math.round(milliseconds))} ms`;
  }
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ].filter(([value]) => value > 0);
  return parts.slice(0, 2).map(([value, unit]) => `${value} ${unit}`).join(' ');
}

export function bytes(size) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let step = 0;
  let value = size;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}

/** The first and last characters of a long id. */
export const short = (id) => (id.length > 20 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id);

/** JSON with indentation, or the text itself if it is not JSON. */
export function json(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
