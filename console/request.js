/** A report request in words. */
import { date } from './format.js';

const FORMATS = { csv: 'CSV', xlsx: 'Excel', html: 'HTML' };

/** An id of the API; an execution that was started by hand has a name instead. */
const ULID = /^[0-9A-Z]{26}$/;

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** The sentence; an execution that was started by hand may have no request that can be read. */
export function sentence(report, types) {
  const { filter, formats, request } = report;
  if (!filter && request) {
    const { type, name, ...asked } = request;
    return `${types.titleOf(report)}: ${leaves(asked).map(([words, value]) => `${words} ${value}`).join(', ')}.`;
  }
  if (!filter) {
    return 'The request cannot be read: the execution was started by hand with another input.';
  }
  const range = filter.start_date === filter.end_date
    ? `on ${date(filter.start_date)}`
    : `from ${date(filter.start_date)} to ${date(filter.end_date)}`;
  const which = filter.status ? `with the status “${filter.status}”` : 'of every status';
  const forms = list.format((formats ?? []).map((format) => FORMATS[format] ?? format));
  return `Records of client ${filter.client_id}, ${range}, ${which}${forms ? `, as ${forms}` : ''}.`;
}

/** The values of a request with their names, as people read them. */
function leaves(value, name = '') {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return [[name, list.format(value.map(String))]];
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, part]) => leaves(part, key.replaceAll('_', ' ')));
  }
  return [[name, typeof value === 'string' ? date(value) : String(value)]];
}

/** The title of a report without a name. */
export const title = (report) => report.name ?? `Report ${ULID.test(report.id) ? report.id.slice(-6) : report.id}`;
