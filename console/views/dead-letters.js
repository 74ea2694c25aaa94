/** Status changes that could not be recorded: how many there are, some of them, and a button that records them again. */
import { html, useEffect, useRef, useState } from '../ui.js';
import { poll } from '../data/poll.js';
import { ago, number, time } from '../format.js';
import { to } from '../router.js';
import { announce } from '../parts/announcer.js';
import { Confirm } from '../parts/dialog.js';
import { Trouble } from '../parts/notice.js';
import { word } from '../status.js';

/** An empty queue is read rarely, since each read is a function call of a second. */
const PACE = { fastest: 30_000, slowest: 300_000 };

export function DeadLetters({ api }) {
  const [read, setRead] = useState();
  const [error, setError] = useState();
  const [asks, setAsks] = useState(false);
  const [outcome, setOutcome] = useState();
  const polling = useRef();
  useEffect(() => {
    polling.current = poll(async (signal) => {
      const answer = await api.deadLetters(signal);
      setRead(answer);
      setError(undefined);
      return { changed: false };
    }, setError, PACE);
    return () => polling.current.end();
  }, []);

  const replay = async () => {
    setOutcome(await replayAll(api, setOutcome));
    polling.current.wake();
  };
  return html`<section class="card dead-letters" aria-labelledby="dead-letters">
    <div class="card-head"><h2 id="dead-letters">Dead letters</h2>
      ${read?.count > 0 ? html`<button type="button" onClick=${() => setAsks(true)}>Replay</button>` : null}</div>
    <${Trouble} error=${error} retry=${() => polling.current.wake()} />
    ${outcome ? html`<${Outcome} ...${outcome} />` : null}
    ${read ? html`<${Letters} ...${read} />` : error ? null : html`<p class="hint">Loading …</p>`}
    ${asks ? html`<${Confirm} title="Replay the dead letters" action="Record them again"
      text="Each status change is recorded as if it had just happened, which is safe at any time, and leaves the queue once it is. Do it after the cause is gone."
      confirm=${replay} close=${() => setAsks(false)} />` : null}</section>`;
}

/** Replays batches until no dead letter is left, or none can be recorded. */
async function replayAll(api, onOutcome) {
  let replayed = 0;
  for (;;) {
    const answer = await api.replayDeadLetters();
    replayed += answer.replayed;
    const outcome = { replayed, failed: answer.failed };
    if (answer.replayed === 0 || answer.failed.length > 0 || answer.count === 0) {
      announce(words(outcome));
      return outcome;
    }
    onOutcome(outcome);
  }
}

const words = ({ replayed, failed }) =>
  `${number(replayed)} recorded${failed.length > 0 ? `, ${number(failed.length)} failed again` : ''}.`;

function Outcome(outcome) {
  return html`<p class=${outcome.failed.length > 0 ? 'wrong' : 'verdict good'}>${words(outcome)}
    ${outcome.failed.length > 0 ? ` The first: ${outcome.failed[0].error}` : ''}</p>`;
}

function about({ attempt, execution_status: status, entered_at: at }) {
  return [attempt > 1 ? `attempt ${attempt}` : undefined, status ? word(status) : undefined, ago(at)]
    .filter(Boolean).map((part) => ` · ${part}`).join('');
}

function Letters({ count, dead_letters: letters }) {
  if (count === 0) {
    return html`<p class="hint">None: every status change was recorded.</p>`;
  }
  return html`
    <p>${number(count)} ${count === 1 ? 'status change' : 'status changes'} could not be recorded; the ${count === 1 ? 'report may show' : 'reports may show'} an old status.</p>
    <ul class="plain">${letters.map((letter) => html`<li key=${letter.id}>
      <span>${letter.report_id ? html`<a href=${to(['reports', letter.report_id])}>${letter.report_id}</a>` : 'An event without a name'}
        <small title=${time(letter.entered_at)}>${about(letter)}</small></span>
      ${letter.error ? html`<small class="wrong">${letter.error}</small>` : null}</li>`)}</ul>
    ${letters.length < count ? html`<p class="hint">${number(letters.length)} of them are shown.</p>` : null}`;
}
