/** The view for operators: the reports of all clients in a range of time, counted. */
import { html, useEffect, useMemo, useState } from '../ui.js';
import { Reports } from '../data/reports.js';
import { to } from '../router.js';
import { LISTED } from '../status.js';
import { ago, number, short, time } from '../format.js';
import { title } from '../request.js';
import { DeadLetters } from './dead-letters.js';
import { Webhooks } from './webhooks.js';
import { Columns } from '../parts/columns.js';
import { Trouble } from '../parts/notice.js';
import { StatusPill } from '../parts/status-pill.js';

const RANGES = { 24: 'Last 24 hours', 168: 'Last 7 days', 720: 'Last 30 days' };
const MAX_REPORTS = 2000;
const SHOWN = 8;

export function Operations({ session, api }) {
  const [hours, setHours] = useState('24');
  const since = useMemo(() => Date.now() - Number(hours) * 3_600_000, [hours]);
  const reports = useMemo(() => new Reports(api, { created_after: new Date(since).toISOString() }), [since]);
  const queued = useMemo(() => new Reports(api, { status: 'QUEUED' }), []);
  const [, redraw] = useState(0);
  useEffect(() => {
    api.types.all().then(() => redraw((turn) => turn + 1), () => {});
    document.title = 'Operations – Errand';
  }, []);
  useEffect(() => watched(reports, redraw), [reports]);
  useEffect(() => watched(queued, redraw), [queued]);

  const all = reports.list;
  const isPart = reports.hasMore && all.length >= MAX_REPORTS;
  return html`
    <div class="page operations-page">
      <div class="heading"><h1 tabindex="-1">Operations</h1>
        <label class="compact"><span>Created</span>
          <select value=${hours} onChange=${(event) => setHours(event.target.value)}>
            ${Object.entries(RANGES).map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select></label></div>
      <${Trouble} error=${reports.error} retry=${() => reports.wake()} />
      ${isPart ? html`<p class="hint">The counts cover the newest ${number(all.length)} reports; choose a shorter period to count all.</p>` : null}
      <${Totals} reports=${all} hours=${hours} />
      <section class="card" aria-labelledby="over-time"><h2 id="over-time">Statuses over time</h2>
        <${Columns} reports=${all} since=${since} hours=${Number(hours)} /></section>
      <div class="thirds">
        <${Oldest} queued=${queued} />
        <${FailureCodes} reports=${all} hours=${hours} />
        <${Clients} reports=${all} types=${api.types} />
      </div>
      <${DeadLetters} api=${api} />
      <${Webhooks} api=${api} clients=${clientsOf(all, session, api.types)} />
    </div>`;
}

/** The sample clients of a stage, and the clients of the reports that were read. */
function clientsOf(reports, session, types) {
  return [...new Set([...(session.config.clients ?? []), ...reports.map((report) => types.clientOf(report)).filter(Boolean)])];
}

/** Reads further pages until the range is complete, or the maximum is reached. */
function watched(reports, redraw) {
  const unsubscribe = reports.subscribe(() => {
    redraw((turn) => turn + 1);
    if (reports.isLoaded && reports.hasMore && !reports.error && reports.list.length < MAX_REPORTS) {
      reports.more();
    }
  });
  const end = reports.start();
  return () => {
    unsubscribe();
    end();
  };
}

function Totals({ reports, hours }) {
  const counts = counted(reports, (report) => report.status);
  return html`<ul class="totals" aria-label="Reports by status">${LISTED.map((status) => html`
    <li><a href=${to([], { status, hours })}><strong>${number(counts.get(status) ?? 0)}</strong><${StatusPill} status=${status} /></a></li>`)}</ul>`;
}

function Oldest({ queued }) {
  const oldest = queued.list.slice(-SHOWN).reverse();
  return html`<section class="card" aria-labelledby="oldest"><h2 id="oldest">Oldest queued</h2>
    ${oldest.length === 0 ? html`<p class="hint">${queued.isLoaded ? 'No queued reports' : 'Loading …'}</p>`
      : html`<ol class="plain">${oldest.map((report) => html`<li><a href=${to(['reports', report.id])}>${title(report)}</a>
        <small title=${time(report.created_at)}>asked ${ago(report.created_at)}</small></li>`)}</ol>`}</section>`;
}

function FailureCodes({ reports, hours }) {
  const codes = ranked(counted(reports.filter((report) => report.failure), (report) => report.failure.code));
  return html`<section class="card" aria-labelledby="codes"><h2 id="codes">Failures by code</h2>
    ${codes.length === 0 ? html`<p class="hint">No failures in this period</p>`
      : html`<${Ranks} ranks=${codes} link=${(code) => to([], { text: code, hours })} words=${(code) => code} />`}</section>`;
}

function Clients({ reports, types }) {
  const clients = ranked(counted(reports.filter((report) => types.clientOf(report)), (report) => types.clientOf(report)));
  return html`<section class="card" aria-labelledby="by-client"><h2 id="by-client">Clients</h2>
    ${clients.length === 0 ? html`<p class="hint">No client has asked for a report.</p>`
      : html`<${Ranks} ranks=${clients} link=${(client) => to([], { client })} words=${short} />`}</section>`;
}

function Ranks({ ranks, link, words }) {
  const most = ranks[0][1];
  return html`<ol class="plain ranks">${ranks.slice(0, SHOWN).map(([name, count]) => html`
    <li><a href=${link(name)} title=${name}>${words(name)}</a><span>${number(count)}</span>
      <i aria-hidden="true" style=${{ width: `${(100 * count) / most}%` }}></i></li>`)}</ol>`;
}

function counted(reports, by) {
  return reports.reduce((counts, report) => counts.set(by(report), (counts.get(by(report)) ?? 0) + 1), new Map());
}

const ranked = (counts) => [...counts].sort(([, one], [, other]) => other - one);

