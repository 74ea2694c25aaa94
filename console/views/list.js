/** The reports, newest first, live. */
import { html, useCallback, useEffect, useMemo, useRef, useState } from '../ui.js';
import { Reports } from '../data/reports.js';
import { replaceQuery, to } from '../router.js';
import { isActive, LISTED, word } from '../status.js';
import { ago, number, short, time } from '../format.js';
import { title } from '../request.js';
import { ClientField } from '../parts/client-field.js';
import { ProgressBar, progressWords } from '../parts/progress.js';
import { StatusPill } from '../parts/status-pill.js';
import { Notice, Trouble } from '../parts/notice.js';
import { VirtualList } from '../parts/virtual-list.js';

const COLUMNS = ['Report', 'Status', 'Progress or result', 'Client', 'Created'];
const NARROW = 760;

/** The number of reports that a search for a text reads by itself. */
const SEARCHED = 2000;
const TIMES = { '': 'Any time', 1: 'Last hour', 24: 'Last 24 hours', 168: 'Last 7 days', 720: 'Last 30 days' };

export function ReportList({ query, session, api }) {
  const filter = Object.fromEntries(query);
  const { status = '', type = '', client = '', hours = '', text = '' } = filter;
  const reports = useMemo(
    () => new Reports(api, asked({ status, type, client, hours })), [status, type, client, hours]);
  const types = useTypes(api);
  const inSight = useRef([]);
  const [, redraw] = useState(0);
  useEffect(() => {
    const unsubscribe = reports.subscribe(() => redraw((turn) => turn + 1));
    const end = reports.start(() => inSight.current);
    return () => {
      unsubscribe();
      end();
    };
  }, [reports]);
  useEffect(() => {
    document.title = 'Reports – Errand';
  }, []);

  const rows = useMemo(() => matching(reports.list, text), [reports.list, text]);
  const isFiltered = Boolean(status || type || client || hours || text);
  const searchedEnough = text !== '' && reports.list.length >= SEARCHED;
  const nearEnd = useCallback(() => {
    if (reports.isLoaded && reports.hasMore && !reports.error && !searchedEnough) {
      reports.more();
    }
  }, [reports, searchedEnough]);
  const change = (part) => replaceQuery({ ...filter, ...part });
  return html`
    <div class="page list-page">
      <div class="heading">
        <h1 tabindex="-1">Reports</h1>
        <p class="count" aria-live="off">${counted(reports, rows, text)}</p>
        ${session.mayWrite ? html`<a class="button primary" href=${to(['new'])}>New report</a>` : null}
      </div>
      <${Filters} filter=${{ status, type, client, hours, text }} types=${types} session=${session} change=${change} />
      <${Trouble} error=${reports.isLoaded ? reports.error : undefined} retry=${() => reports.wake()} />
      ${rows.length === 0
        ? html`<${Nothing} reports=${reports} isFiltered=${isFiltered}
            clear=${() => replaceQuery({})} session=${session} />`
        : html`<${VirtualList} label="Reports" columns=${COLUMNS} rows=${rows} rowKey=${(report) => report.id}
            heightOf=${(width) => (width < NARROW ? 116 : 64)} nearEnd=${nearEnd}
            seen=${(ids) => { inSight.current = ids; }} row=${(report) => html`<${Row} report=${report} types=${api.types} />`}
            footer=${reports.hasMore ? html`<${More} reports=${reports} asks=${searchedEnough} />` : null} />`}
    </div>`;
}

/** All types; none before they are read. */
function useTypes(api) {
  const [types, setTypes] = useState([]);
  useEffect(() => {
    api.types.all().then(setTypes, () => {});
  }, []);
  return types;
}

function More({ reports, asks }) {
  return html`<p class="more">${asks
    ? html`<button type="button" onClick=${() => reports.more()}>Search older reports</button>`
    : 'Loading older reports …'}</p>`;
}

function asked({ status, type, client, hours }) {
  return {
    ...(type ? { type } : {}),
    ...(status ? { status } : {}),
    ...(client ? { client_id: client } : {}),
    ...(hours ? { created_after: new Date(Date.now() - hours * 3_600_000).toISOString() } : {}),
  };
}

function matching(list, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0
    ? list
    : list.filter((report) => {
      const all = `${report.name ?? ''} ${report.id} ${report.type} ${JSON.stringify(report.filter ?? report.request ?? {})} ${report.failure?.code ?? ''}`
        .toLowerCase();
      return words.every((each) => all.includes(each));
    });
}

function counted(reports, rows, text) {
  if (!reports.isLoaded) {
    return '';
  }
  const more = reports.hasMore ? '+' : '';
  return text
    ? `${number(rows.length)} of ${number(reports.list.length)}${more}`
    : `${number(rows.length)}${more}`;
}

function Filters({ filter, types, session, change }) {
  const field = (name) => (event) => change({ [name]: event.target.value.trim() });
  return html`
    <form class="filters" role="search" aria-label="Filter the reports" onSubmit=${(event) => event.preventDefault()}>
      <label class="wide"><span>Text</span>
        <input type="search" value=${filter.text} onInput=${field('text')} placeholder="Name, id, date, failure …" /></label>
      <label><span>Status</span>
        <select value=${filter.status} onChange=${field('status')}>
          <option value="">Every status</option>
          <option value="QUEUED,RUNNING,CANCELLING">Active</option>
          ${LISTED.map((status) => html`<option value=${status}>${word(status)}</option>`)}
        </select></label>
      ${types.length > 1 ? html`<label><span>Type</span>
        <select value=${filter.type} onChange=${field('type')}>
          <option value="">Every type</option>
          ${types.map(({ name, title: words }) => html`<option value=${name}>${words}</option>`)}
        </select></label>` : null}
      <label><span>Created</span>
        <select value=${filter.hours} onChange=${field('hours')}>
          ${Object.entries(TIMES).map(([hours, words]) => html`<option value=${hours}>${words}</option>`)}
        </select></label>
      ${session.isOperator ? html`<${ClientField} value=${filter.client} clients=${session.config.clients ?? []}
        change=${(client) => change({ client })} empty="Every client" id="clients" />` : null}
    </form>`;
}

function Row({ report, types }) {
  const client = types.clientOf(report);
  return html`
    <span role="cell" class="cell-name"><a href=${to(['reports', report.id])}>${title(report)}</a>
      <small>${summary(report, types)}</small></span>
    <span role="cell" class="cell-status"><${StatusPill} status=${report.status} />
      ${report.attempt > 1 ? html`<small class="attempt">attempt ${report.attempt}</small>` : null}</span>
    <span role="cell" class="cell-progress"><${Outcome} report=${report} /></span>
    <span role="cell" class="cell-client"><code title=${client}>${short(client ?? '–')}</code></span>
    <span role="cell" class="cell-time"><time datetime=${report.created_at} title=${time(report.created_at)}>${ago(report.created_at)}</time></span>`;
}

function summary({ filter, ...report }, types) {
  return filter
    ? `${filter.start_date} – ${filter.end_date}${filter.status ? ` · ${filter.status}` : ''}`
    : report.request ? types.titleOf(report) : report.id;
}

function Outcome({ report }) {
  if (isActive(report)) {
    return html`${report.progress ? html`<${ProgressBar} report=${report} label=${`Progress of ${title(report)}`} />` : null}
      <small>${progressWords(report)}</small>`;
  }
  if (report.failure) {
    return html`<small class="failure-code">${report.failure.title}</small>`;
  }
  return report.result
    ? html`<small>${number(report.result.row_count)} records · ${report.result.artifacts.length} files</small>`
    : null;
}

function Nothing({ reports, isFiltered, clear, session }) {
  if (reports.error && !reports.isLoaded) {
    return html`<${Trouble} error=${reports.error} retry=${() => reports.wake()} />`;
  }
  if (!reports.isLoaded || (reports.hasMore && !isFiltered)) {
    return html`<div class="skeleton" role="status" aria-label="Loading reports">${[1, 2, 3, 4, 5].map(() => html`<div></div>`)}</div>`;
  }
  return isFiltered
    ? html`<${Notice} title="No report matches the filter."
        text=${reports.hasMore ? `The newest ${number(reports.list.length)} reports were searched.` : undefined}>
        <div class="actions">
          ${reports.hasMore ? html`<button type="button" onClick=${() => reports.more()}>Search older reports</button>` : null}
          <button type="button" onClick=${clear}>Clear the filter</button>
        </div><//>`
    : html`<${Notice} title="There are no reports yet." text="A report that a client system asks for appears here at once.">
        ${session.mayWrite ? html`<a class="button primary" href=${to(['new'])}>Ask for the first one</a>` : null}<//>`;
}
