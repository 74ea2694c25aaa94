/** The last lines of the log of an attempt's task. It is read only on request. */
import { html, useEffect, useRef, useState } from '../ui.js';
import { Refused } from '../data/api.js';
import { number, preciseTime } from '../format.js';
import { announce } from '../parts/announcer.js';
import { Code } from '../parts/copy.js';
import { Trouble } from '../parts/notice.js';

/** The fields of every line that the page shows elsewhere. */
const KNOWN = ['time', 'level', 'message', 'report_id', 'client_id', 'attempt', 'version'];

export function TaskLog({ live, session, api }) {
  return session.isOperator
    ? html`<${Excerpt} key=${live.shownAttempt} report=${live.report} attempt=${live.shownAttempt} session=${session} api=${api} />`
    : null;
}

function Excerpt({ report, attempt, session, api }) {
  const [state, setState] = useState({});
  const reading = useRef();
  useEffect(() => () => reading.current?.abort(), []);
  const read = async () => {
    reading.current = new AbortController();
    const { signal } = reading.current;
    setState({ ...state, error: undefined, isReading: true });
    try {
      const log = await api.log(report.id, attempt, signal);
      setState({ log });
      announce(words(log));
    } catch (error) {
      if (!signal.aborted) {
        setState({ ...state, error, isReading: false });
      }
    }
  };
  const { log, error, isReading } = state;
  const isMissing = error instanceof Refused && [404, 409, 410].includes(error.status);
  return html`
    <section class="card log" aria-labelledby="log-title">
      <div class="card-head"><h2 id="log-title">Log of the task</h2>
        <button type="button" class="quiet" onClick=${read} disabled=${isReading}>${log || error ? 'Read again' : 'Show the log'}</button></div>
      ${isReading ? html`<p class="hint" role="status">Reading the log …</p>`
        : isMissing ? html`<p class="hint" role="status">${error.message}</p>`
        : error ? html`<${Trouble} error=${error} retry=${read} />`
        : log ? html`<p class="hint">${words(log)}</p>`
        : html`<p class="hint">The last lines that the task of ${attempt > 0 ? `attempt ${attempt}` : 'the report'} logged.</p>`}
      ${log?.lines.length ? html`<${Lines} lines=${log.lines} />` : null}
      ${log && !log.is_complete ? html`<p class="hint">All lines:</p>
        <${Code} text=${command(report, session)} label="Command that shows all lines" />` : null}
    </section>`;
}

function words({ lines, is_complete: isComplete }) {
  if (lines.length === 0) {
    return 'The task has logged nothing yet.';
  }
  return `${isComplete ? '' : 'The last '}${number(lines.length)} ${lines.length === 1 ? 'line' : 'lines'}.`;
}

/** Shows the end first, as a terminal does. */
function Lines({ lines }) {
  const box = useRef();
  useEffect(() => {
    box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  return html`<div class="lines" ref=${box} tabindex="0" role="region" aria-label="Lines of the log">
    <ol>${lines.map((line) => html`<${Line} line=${line} />`)}</ol></div>`;
}

function Line({ line }) {
  const entry = fields(line.text);
  const more = Object.entries(entry).filter(([name]) => !KNOWN.includes(name));
  return html`<li class=${`level-${String(entry.level ?? 'none').toLowerCase()}`}><time datetime=${line.at}>${preciseTime(line.at)}</time>
    ${entry.level ? html`<b>${String(entry.level)}</b>` : null}
    <span>${String(entry.message ?? '')}${more.map(([name, value]) => html` <small>${name}=${typeof value === 'string' ? value : JSON.stringify(value)}</small>`)}</span></li>`;
}

/** The parts of a line of JSON; any other line is a message. */
function fields(text) {
  try {
    const entry = JSON.parse(text);
    return entry && typeof entry === 'object' && !Array.isArray(entry) ? entry : { message: text };
  } catch {
    return { message: text };
  }
}

function command(report, session) {
  return session.config.sign_in === 'stage'
    ? `./errand logs ${report.id}`
    : `aws logs tail ${session.config.worker_log_group} --since 1d --filter-pattern '"${report.id}"'`;
}
