/** A report request in words. */
import { date } from './format.js';

const FORMATS = { csv: 'CSV', xlsx: 'Excel', html: 'HTML' };

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** The sentence; an execution that was started by hand may have no request that can be read. */
export function sentence(report) {
  const { filter, formats, request, type } = report;
  if (!filter && request) {
    return `A report of the type “${type}”: ${JSON.stringify(request)}`;
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

/** What a report is called where it has no name. */
export const title = (report) => report.name ?? `Report ${report.id.slice(-6)}`;
