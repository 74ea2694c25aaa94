/** The timeline of a report, in order of time. */
import { html } from '../ui.js';
import { time, short } from '../format.js';
import { StatusPill } from '../parts/status-pill.js';

export function Timeline({ events }) {
  return html`
    <section class="card" aria-labelledby="timeline-title"><h2 id="timeline-title">Timeline</h2>
      <ol class="timeline">${events.map((event, index) => html`
        <li>${index === 0 || events[index - 1].attempt !== event.attempt ? html`<h3>Attempt ${event.attempt}</h3>` : null}
          <span><${StatusPill} status=${event.status} /><time datetime=${event.at}>${time(event.at)}</time></span>
          ${event.redrive_count ? html`<small>redrive ${event.redrive_count}</small>` : null}
          ${event.failure_code ? html`<small><code>${event.failure_code}</code></small>` : null}
          ${event.retries ? html`<small>the records API failed ${event.retries.failed_tries} ${event.retries.failed_tries === 1 ? 'time' : 'times'}; last: ${event.retries.last_reason}</small>` : null}
          ${event.waiting ? html`<small>waits for try ${event.waiting.try} of ${event.waiting.of}: ${event.waiting.reason}</small>` : null}
          ${event.actor ? html`<small>by <code title=${event.actor}>${short(event.actor)}</code></small>` : null}</li>`)}</ol>
    </section>`;
}
