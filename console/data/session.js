/** Who is signed in. Tokens are kept in memory only: closing the page signs out. */
import { Issuer } from './issuer.js';

const CHOICE = 'errand.identity';
const OPERATOR = '00000000-0000-4000-8000-000000000000';
const SOON = 30_000;

export class SignedOut extends Error {}

export class Session {
  #token;
  #expiresAt = 0;
  #listeners = new Set();
  #pending;

  constructor(config, source) {
    this.config = config;
    this.source = source;
  }

  /** @param config the deployment's config.json */
  static of(config) {
    return new Session(config, config.sign_in === 'stage' ? new StageTokens(config) : new Issuer(config));
  }

  /** Continues a sign-in that an earlier page began; returns whether a user is signed in. */
  async begin() {
    const grant = await this.source.begin();
    if (grant) {
      this.#take(grant);
    }
    return Boolean(grant);
  }

  async token() {
    return this.#token && this.#expiresAt - Date.now() > SOON ? this.#token : this.renewed();
  }

  /** A new token; concurrent calls get the same one. */
  renewed() {
    this.#pending ??= this.#renew().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #renew() {
    const grant = await this.source.renew();
    if (!grant) {
      this.end();
      throw new SignedOut();
    }
    this.#take(grant);
    return this.#token;
  }

  #take(grant) {
    this.#token = grant.access_token;
    this.#expiresAt = Date.now() + 1000 * (grant.expires_in ?? 300);
    this.claims = claims(grant.access_token);
    this.ended = false;
    this.#notify();
  }

  end() {
    if (!this.ended) {
      this.ended = true;
      this.#token = undefined;
      this.#notify();
    }
  }

  /** To sign in as another user; on the stage only. */
  async become(identity) {
    this.source.choose(identity);
    await this.renewed();
  }

  get isOperator() {
    return scopes(this.claims?.[this.config.scope_claim]).includes(this.config.scopes.admin);
  }

  get mayWrite() {
    return this.isOperator || scopes(this.claims?.[this.config.scope_claim]).includes(this.config.scopes.write);
  }

  get clientId() {
    return this.isOperator ? undefined : this.claims?.[this.config.client_claim];
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #notify() {
    this.#listeners.forEach((listener) => listener());
  }
}

/** On a local stage, a user can sign in as any client; see SECURITY.md. */
class StageTokens {
  constructor(config) {
    this.config = config;
  }

  get identity() {
    const chosen = sessionStorage.getItem(CHOICE);
    return this.config.clients.includes(chosen) ? chosen : 'operator';
  }

  choose(identity) {
    sessionStorage.setItem(CHOICE, identity);
  }

  begin() {
    return this.renew();
  }

  async renew() {
    const { read, write, admin } = this.config.scopes;
    const isOperator = this.identity === 'operator';
    const response = await fetch('/console/token', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        client_id: isOperator ? OPERATOR : this.identity,
        scope: isOperator ? admin : `${read} ${write}`,
      }),
    });
    return response.ok ? response.json() : undefined;
  }
}

function scopes(claim) {
  return Array.isArray(claim) ? claim : (claim ?? '').split(' ');
}

/** The claims of the token. The API checks them; here they only select what is shown. */
function claims(token) {
  try {
    const text = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  } catch {
    return {};
  }
}
