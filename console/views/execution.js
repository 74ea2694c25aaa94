/** The execution of an attempt in its state machine, with the input and output of each state. */
import { html, useEffect, useState } from '../ui.js';
import { duration, json, time } from '../format.js';
import { Code } from '../parts/copy.js';
import { StateGraph, outcomeWord } from '../parts/graph.js';
import { Tabs } from '../parts/tabs.js';

export function Execution({ live, session }) {
  const { report, execution } = live;
  const [selected, setSelected] = useState();
  const attempts = numbers(report.attempt);
  return html`
    <section class="card execution" aria-labelledby="execution-title">
      <div class="card-head"><h2 id="execution-title">Execution</h2>
        ${attempts.length > 1 ? html`
          <label class="compact"><span>Attempt</span>
            <select value=${live.shownAttempt} onChange=${(event) => live.choose(Number(event.target.value))}>
              ${attempts.map((attempt) => html`<option value=${attempt}>${attempt}</option>`)}
            </select></label>` : null}
      </div>
      ${!execution ? html`<p class="hint">Loading the states …</p>`
        : !execution.graph ? html`<p class="hint">This attempt has no execution: it waits for its turn, or its history has expired.</p>`
        : html`
          <${StateGraph} graph=${execution.graph} visits=${execution.visits} selected=${selected} select=${setSelected} />
          <${Legend} />
          <${Path} visits=${execution.visits} selected=${selected} select=${setSelected} />
          ${selected ? html`<${Details} key=${`${execution.attempt} ${selected}`} name=${selected} graph=${execution.graph}
            visits=${execution.visits.filter((visit) => visit.state === selected)} session=${session} />`
            : html`<p class="hint">Choose a state to see its input and output.</p>`}
          ${execution.is_complete === false ? html`<p class="hint">The execution has more events than are shown here.</p>` : null}`}
    </section>`;
}

function numbers(attempt) {
  return attempt === 0 ? [0] : Array.from({ length: attempt }, (_, index) => attempt - index);
}

function Legend() {
  return html`<p class="legend" aria-hidden="true">
    ${['running', 'succeeded', 'caught', 'failed', 'stopped'].map((outcome) => html`
      <span class=${`outcome-${outcome}`}><i></i>${outcomeWord(outcome.toUpperCase())}</span>`)}</p>`;
}

/** The same in words, in the order in which the states were entered. */
function Path({ visits, selected, select }) {
  return html`
    <ol class="path" aria-label="States in the order in which they were entered">
      ${visits.map((visit) => html`
        <li><button type="button" class=${`outcome-${visit.outcome.toLowerCase()}`} aria-pressed=${visit.state === selected ? 'true' : 'false'}
          onClick=${() => select(visit.state)}><i aria-hidden="true"></i>${visit.state}
          <small>${outcomeWord(visit.outcome)}${visit.exited_at ? ` · ${duration(new Date(visit.exited_at) - new Date(visit.entered_at))}` : ''}${visit.retries ? ` · ${visit.retries} ${visit.retries === 1 ? 'retry' : 'retries'}` : ''}</small></button></li>`)}
    </ol>`;
}

function Details({ name, graph, visits, session }) {
  const [chosen, setChosen] = useState(visits.length - 1);
  useEffect(() => setChosen(visits.length - 1), [visits.length]);
  const comment = graph.states.find((state) => state.name === name)?.comment;
  const visit = visits[Math.min(chosen, visits.length - 1)];
  return html`
    <div class="details" aria-live="off">
      <h3>${name}</h3>
      ${comment ? html`<p class="hint">${comment}</p>` : null}
      ${visits.length > 1 ? html`<div class="turns" role="group" aria-label="Which time">
        ${visits.map((_, index) => html`<button type="button" aria-pressed=${index === chosen ? 'true' : 'false'}
          onClick=${() => setChosen(index)}>${index + 1}</button>`)}</div>` : null}
      ${visit ? html`<${Visit} key=${chosen} visit=${visit} session=${session} />` : html`<p>This attempt has not entered the state.</p>`}
    </div>`;
}

function Visit({ visit, session }) {
  const data = [
    ['Input', visit.input],
    ['Output', visit.output],
    ['Cause', visit.cause],
  ].filter(([, text]) => text);
  return html`
    <dl class="facts-list">
      <dt>Entered</dt><dd>${time(visit.entered_at)}</dd>
      ${visit.exited_at ? html`<dt>${visit.outcome === 'SUCCEEDED' || visit.outcome === 'CAUGHT' ? 'Left' : 'Ended'}</dt><dd>${time(visit.exited_at)}</dd>` : null}
      <dt>Outcome</dt><dd>${outcomeWord(visit.outcome)}</dd>
      ${visit.retries ? html`<dt>Retries</dt><dd>${visit.retries}</dd>` : null}
      ${visit.error ? html`<dt>Error</dt><dd><code>${visit.error}</code></dd>` : null}
      ${visit.task_arn ? html`<dt>Task</dt><dd><code>${visit.task_arn}</code></dd>` : null}
    </dl>
    ${data.length > 0
      ? html`<${Tabs} label="Data of the state" tabs=${data.map(([name, text]) => (
        { name, content: html`<${Code} text=${json(text)} label=${`${name} of the state`} />` }))} />`
      : session.isOperator ? null : html`<p class="hint">Inputs, outputs and causes name the operator’s resources; operators see them.</p>`}`;
}
