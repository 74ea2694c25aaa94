/** One report: its request, its status, its result or failure, and what can be done. */
import { html, useEffect, useMemo, useRef, useState } from '../ui.js';
import { LiveReport } from '../data/live-report.js';
import { to, go } from '../router.js';
import { canCancel, canDelete, canRetry, isActive, word } from '../status.js';
import { ago, duration, time } from '../format.js';
import { sentence, title } from '../request.js';
import { advice } from '../failures.js';
import { announce } from '../parts/announcer.js';
import { Code } from '../parts/copy.js';
import { Confirm } from '../parts/dialog.js';
import { Notice, Trouble } from '../parts/notice.js';
import { ProgressBar, progressWords } from '../parts/progress.js';
import { StatusPill } from '../parts/status-pill.js';
import { Tabs } from '../parts/tabs.js';
import { Execution } from './execution.js';
import { Files } from './files.js';
import { TaskLog } from './task-log.js';
import { Timeline } from './timeline.js';

export function ReportView({ id, session, api }) {
  const live = useMemo(() => new LiveReport(api, id), [id]);
  const [, redraw] = useState(0);
  useEffect(() => {
    const unsubscribe = live.subscribe(() => redraw((turn) => turn + 1));
    const end = live.start();
    return () => {
      unsubscribe();
      end();
    };
  }, [live]);
  const { report } = live;
  useAnnouncements(report);
  useEffect(() => {
    document.title = `${report ? title(report) : 'Report'} – Errand`;
  }, [report?.id, report?.name]);

  if (live.isGone) {
    return html`<div class="page"><h1 tabindex="-1">${live.error.status === 410 ? 'This report was deleted' : 'There is no such report'}</h1>
      <${Notice} title=${live.error.message}><a class="button" href=${to([])}>Back to reports</a><//></div>`;
  }
  if (!report) {
    return html`<div class="page"><h1 tabindex="-1">Report</h1>
      ${live.error
        ? html`<${Trouble} error=${live.error} retry=${() => live.wake()} />`
        : html`<div class="skeleton" role="status" aria-label="Loading the report">${[1, 2, 3].map(() => html`<div></div>`)}</div>`}</div>`;
  }
  return html`
    <div class="page report-page">
      <${Top} report=${report} live=${live} session=${session} api=${api} />
      <${Trouble} error=${live.error} retry=${() => live.wake()} />
      ${report.failure && !isActive(report) ? html`<${Failure} report=${report} />` : null}
      <div class="columns">
        ${report.status === 'SUCCEEDED' ? html`<${Files} report=${report} api=${api} />` : null}
        <${Execution} live=${live} session=${session} />
        <div class="side">
          <${Asked} report=${report} types=${api.types} />
          <${Timeline} events=${live.events ?? []} />
          <${TaskLog} live=${live} session=${session} api=${api} />
        </div>
      </div>
    </div>`;
}

/** Status changes and every tenth percent. */
function useAnnouncements(report) {
  const said = useRef();
  useEffect(() => {
    if (report) {
      const percent = report.progress?.percent;
      const tenth = isActive(report) && percent !== undefined ? Math.floor(percent / 10) * 10 : undefined;
      const text = `${word(report.status)}${tenth === undefined ? '' : `, ${tenth} percent`}`;
      if (said.current !== undefined && said.current !== text) {
        announce(text);
      }
      said.current = text;
    }
  }, [report]);
}

function Top({ report, live, session, api }) {
  const [asked, setAsked] = useState();
  const questions = {
    cancel: {
      title: 'Cancel this report?',
      text: 'Its task is stopped. A retry goes on from its last checkpoint, if there is one.',
      action: 'Cancel the report',
      danger: true,
      run: () => api.cancel(report.id),
    },
    retry: {
      title: 'Try this report again?',
      text: `It gets attempt ${report.attempt + 1}, which goes on from the last checkpoint, if there is one.`,
      action: 'Try again',
      run: () => api.retry(report.id, crypto.randomUUID()),
    },
    remove: {
      title: 'Delete this report?',
      text: 'Its files are deleted at once and for good. Its timeline is kept.',
      action: 'Delete the report',
      danger: true,
      run: async () => {
        await api.remove(report.id);
        announce('Deleted');
        go(to([]));
      },
    },
  };
  const question = asked && questions[asked];
  const confirm = async () => {
    await question.run();
    live.wake();
  };
  return html`
    <div class="heading report-heading">
      <div>
        <p class="crumbs"><a href=${to([])}>Reports</a></p>
        <h1 tabindex="-1">${title(report)}</h1>
        <p class="facts"><${StatusPill} status=${report.status} />
          ${report.attempt > 1 ? html`<span>attempt ${report.attempt}</span>` : null}
          <span title=${time(report.created_at)}>asked ${ago(report.created_at)}</span>
          <${Took} report=${report} /><code class="id">${report.id}</code></p>
      </div>
      ${session.mayWrite ? html`<div class="actions">
        ${canCancel(report) ? html`<button type="button" onClick=${() => setAsked('cancel')}>Cancel</button>` : null}
        ${canRetry(report) ? html`<button type="button" class=${report.failure?.retryable === false ? undefined : 'primary'} onClick=${() => setAsked('retry')}>Retry</button>` : null}
        ${canDelete(report) ? html`<button type="button" onClick=${() => setAsked('remove')}>Delete</button>` : null}
      </div>` : null}
    </div>
    ${isActive(report) ? html`<div class="live">
      <${ProgressBar} report=${report} label="Progress" /><p>${progressWords(report, { long: true })}</p></div>` : null}
    ${question ? html`<${Confirm} ...${question} confirm=${confirm} close=${() => setAsked(undefined)} />` : null}`;
}

function Took({ report }) {
  const { started_at: start, finished_at: end } = report;
  if (!start) {
    return null;
  }
  return html`<span>${end && !isActive(report) ? 'took' : 'for'} ${duration(new Date(end && !isActive(report) ? end : Date.now()) - new Date(start))}</span>`;
}

function Failure({ report: { failure } }) {
  return html`
    <section class="failure" aria-labelledby="failure-title">
      <h2 id="failure-title">${failure.title}</h2>
      ${failure.detail !== failure.title ? html`<p>${failure.detail}</p>` : null}
      <p><strong>What to do:</strong> ${advice(failure)}</p>
      <p class="facts"><code>${failure.code}</code><span>${failure.retryable ? 'A retry, unchanged, can succeed.' : 'A retry, unchanged, fails again.'}</span></p>
    </section>`;
}

function Asked({ report, types }) {
  const words = html`<p class="sentence">${sentence(report, types)}</p>
    ${report.status === 'SUCCEEDED' ? null : html`<dl class="facts-list"><dt>Kept until</dt><dd>${time(report.expires_at)}</dd></dl>`}`;
  const tabs = report.request
    ? [{ name: 'In words', content: words },
      { name: 'JSON', content: html`<${Code} text=${JSON.stringify(report.request, null, 2)} label="The request as JSON" />` }]
    : [{ name: 'In words', content: words }];
  return html`<section class="card" aria-labelledby="asked-title"><h2 id="asked-title">Request</h2>
    <${Tabs} label="The request" tabs=${tabs} /></section>`;
}
