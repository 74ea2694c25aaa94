/** A client's webhooks and their deliveries. */
import { html, useEffect, useState } from '../ui.js';
import { ago, time } from '../format.js';
import { announce } from '../parts/announcer.js';
import { ClientField } from '../parts/client-field.js';
import { Trouble } from '../parts/notice.js';

const STATES = { PENDING: 'waits for its next try', DELIVERED: 'delivered', FAILED: 'given up' };

export function Webhooks({ api, clients }) {
  const [client, setClient] = useState('');
  const [turn, setTurn] = useState(0);
  const { value: webhooks, error } = useRead(
    client && (async (signal) => (await api.webhooks(client, signal)).webhooks), [client, turn]);
  return html`<section class="card" aria-labelledby="webhooks"><h2 id="webhooks">Webhooks</h2>
    <${ClientField} value=${client} clients=${clients} change=${setClient} empty="Choose a client" id="webhooks-client" />
    <${Trouble} error=${error} retry=${() => setTurn(turn + 1)} />
    ${webhooks?.length === 0 ? html`<p class="hint">The client has none.</p>` : null}
    ${webhooks?.length > 0 ? html`<ul class="plain">${webhooks.map((webhook) => html`
      <li key=${webhook.id} class="stacked"><${Webhook} webhook=${webhook} api=${api} /></li>`)}</ul>` : null}</section>`;
}

function Webhook({ webhook, api }) {
  const [isOpen, setOpen] = useState(false);
  return html`
    <div class="line"><code>${webhook.url}</code>
      <button type="button" class="quiet" aria-expanded=${isOpen ? 'true' : 'false'} onClick=${() => setOpen(!isOpen)}>Deliveries</button></div>
    <small class=${webhook.enabled && !webhook.failing_since ? '' : 'wrong'}>${health(webhook)}</small>
    ${isOpen ? html`<${Deliveries} webhook=${webhook} api=${api} />` : null}`;
}

function health({ enabled, disabled_reason: reason, failing_since: since, events }) {
  if (!enabled) {
    return `Disabled${reason ? `: ${reason}` : ''}`;
  }
  return since ? `Every try has failed since ${time(since)}` : events.join(', ');
}

function Deliveries({ webhook, api }) {
  const [turn, setTurn] = useState(0);
  const [failure, setFailure] = useState();
  const { value: deliveries, error } = useRead(
    async (signal) => (await api.deliveries(webhook.id, signal)).deliveries, [webhook.id, turn]);
  const again = () => {
    setFailure(undefined);
    setTurn(turn + 1);
  };
  const send = async (delivery) => {
    try {
      const { status } = await api.redeliver(webhook.id, delivery.id);
      announce(`The event was sent again: ${STATES[status] ?? status}`);
      again();
    } catch (refused) {
      setFailure(refused);
    }
  };
  return html`<${Trouble} error=${failure ?? error} retry=${again} />
    ${deliveries?.length === 0 ? html`<p class="hint">Nothing was sent to it yet.</p>` : null}
    ${deliveries ? html`<ul class="plain deliveries">${deliveries.map((delivery) => html`
      <li key=${delivery.id}><span>${delivery.type} <small title=${time(delivery.created_at)}>${ago(delivery.created_at)} · </small>
        <small class=${delivery.status === 'FAILED' ? 'wrong' : ''}>${outcome(delivery)}</small></span>
        <button type="button" class="quiet" aria-label=${`Send ${delivery.type} of ${time(delivery.created_at)} again`}
          onClick=${() => send(delivery)}>Send again</button></li>`)}</ul>` : null}`;
}

function outcome({ status, tries, status_code: code, error, next_try_at: next }) {
  const answer = code ?? error?.replaceAll('_', ' ');
  return [
    STATES[status] ?? status,
    `${tries} ${tries === 1 ? 'try' : 'tries'}`,
    answer && `last: ${answer}`,
    next && `next ${ago(next)}`,
  ].filter(Boolean).join(', ');
}

/** The answer of a call; undefined before it. */
function useRead(read, inputs) {
  const [state, setState] = useState({});
  useEffect(() => {
    if (!read) {
      setState({});
      return undefined;
    }
    const abort = new AbortController();
    read(abort.signal).then(
      (value) => setState({ value }),
      (error) => abort.signal.aborted || setState((before) => ({ ...before, error })));
    return () => abort.abort();
  }, inputs);
  return state;
}
