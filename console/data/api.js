/** The HTTP API of the deployment, as api/openapi.yaml describes it. */

import { SignedOut } from './session.js';
import { ReportTypes } from './types.js';

/** An answer with the status of an error; `body` is a problem (RFC 9457) or API Gateway's own. */
export class Refused extends Error {
  constructor(response, body) {
    super(body?.detail ?? words(response.status, body));
    this.status = response.status;
    this.body = body ?? {};
    this.retryAfter = 1000 * Number(response.headers.get('Retry-After') ?? 0);
  }
}

/** The message of an answer that is not a problem of the API, but of a gateway or proxy. */
function words(status, body) {
  if (status >= 500) {
    return `The service cannot answer at the moment (${status}).`;
  }
  return status === 429 ? 'Too many requests came at once.' : body?.message ?? `The server answered ${status}.`;
}

export class Api {
  constructor(session) {
    this.session = session;
    this.types = new ReportTypes(this);
  }

  list(query, signal) {
    return this.#json('GET', `/v1/reports?${new URLSearchParams(query)}`, { signal });
  }

  /** The report, or null if its entity tag has not changed. */
  async report(id, tag, signal) {
    const response = await this.#call('GET', path(id), { headers: tag ? { 'If-None-Match': tag } : {}, signal });
    return response.status === 304
      ? null
      : { report: await response.json(), tag: response.headers.get('ETag') };
  }

  events(id, signal) {
    return this.#json('GET', `${path(id)}/events`, { signal });
  }

  execution(id, attempt, signal) {
    return this.#json('GET', `${path(id)}/execution?attempt=${attempt}`, { signal });
  }

  log(id, attempt, signal) {
    return this.#json('GET', `${path(id)}/log?attempt=${attempt}`, { signal });
  }

  result(id) {
    return this.#json('GET', `${path(id)}/result`);
  }

  validate(body, signal) {
    return this.#json('POST', '/v1/reports?validate_only=true', { body, signal });
  }

  /** @param key makes it one and the same request however often it is sent */
  submit(body, key) {
    return this.#json('POST', '/v1/reports', { body, headers: { 'Idempotency-Key': key } });
  }

  cancel(id) {
    return this.#json('POST', `${path(id)}/cancel`);
  }

  retry(id, key) {
    return this.#json('POST', `${path(id)}/retry`, { headers: { 'Idempotency-Key': key } });
  }

  remove(id) {
    return this.#call('DELETE', path(id));
  }

  reportTypes() {
    return this.#json('GET', '/v1/report-types');
  }

  reportType(name) {
    return this.#json('GET', `/v1/report-types/${encodeURIComponent(name)}`);
  }

  webhooks(client, signal) {
    return this.#json('GET', `/v1/webhooks?client_id=${encodeURIComponent(client)}`, { signal });
  }

  deliveries(webhook, signal) {
    return this.#json('GET', `/v1/webhooks/${encodeURIComponent(webhook)}/deliveries`, { signal });
  }

  redeliver(webhook, delivery) {
    return this.#json('POST', `/v1/webhooks/${encodeURIComponent(webhook)}/deliveries/${encodeURIComponent(delivery)}/redeliver`);
  }

  deadLetters(signal) {
    return this.#json('GET', '/v1/dead-letters', { signal });
  }

  replayDeadLetters() {
    return this.#json('POST', '/v1/dead-letters/replay');
  }

  async #json(method, address, options) {
    return (await this.#call(method, address, options)).json();
  }

  async #call(method, address, options = {}) {
    const response = await this.#send(method, address, options, await this.session.token());
    return response.status === 401
      ? accepted(await this.#send(method, address, options, await this.session.renewed()), this.session)
      : accepted(response, this.session);
  }

  #send(method, address, { body, headers = {}, signal }, token) {
    return fetch(address, {
      method,
      signal,
      cache: 'no-store',
      credentials: 'omit',
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body,
    });
  }
}

const path = (id) => `/v1/reports/${encodeURIComponent(id)}`;

async function accepted(response, session) {
  if (response.ok || response.status === 304) {
    return response;
  }
  if (response.status === 401) {
    session.end();
  }
  throw new Refused(response, await response.json().catch(() => null));
}

/** The message for people about an error. */
export function explain(error) {
  if (error instanceof Refused) {
    return error.message;
  }
  if (error instanceof SignedOut) {
    return 'Sign in to go on.';
  }
  return navigator.onLine
    ? 'The server does not answer. The console goes on trying.'
    : 'There is no network connection. The console goes on when it is back.';
}
