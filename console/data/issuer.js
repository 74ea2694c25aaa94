/** Signs in at the issuer of the deployment's tokens: OAuth 2.0's authorization code with PKCE, for a public client. */
import * as oauth from '../vendor/oauth4webapi.js';

const ATTEMPT = 'errand.sign-in';

export class Issuer {
  #server;
  #refreshToken;

  constructor(config) {
    this.config = config;
    this.client = { client_id: config.client_id };
    this.redirectUri = `${location.origin}/`;
    this.options = { [oauth.allowInsecureRequests]: config.issuer.startsWith('http://127.0.0.1:') };
  }

  /** Finishes what `signIn` began, if the issuer has just redirected back. */
  async begin() {
    const attempt = JSON.parse(sessionStorage.getItem(ATTEMPT) ?? 'null');
    const answer = new URL(location.href);
    sessionStorage.removeItem(ATTEMPT);
    if (!attempt || !answer.searchParams.has('state')) {
      return undefined;
    }
    history.replaceState(null, '', `${location.pathname}${attempt.place}`);
    const server = await this.#discovered();
    const parameters = oauth.validateAuthResponse(server, this.client, answer, attempt.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server, this.client, oauth.None(), parameters, this.redirectUri, attempt.verifier, this.options);
    return this.#kept(await oauth.processAuthorizationCodeResponse(server, this.client, response));
  }

  /** Leaves the page for the issuer's. */
  async signIn() {
    const server = await this.#discovered();
    const attempt = {
      state: oauth.generateRandomState(),
      verifier: oauth.generateRandomCodeVerifier(),
      place: location.hash,
    };
    sessionStorage.setItem(ATTEMPT, JSON.stringify(attempt));
    const address = new URL(server.authorization_endpoint);
    address.search = new URLSearchParams({
      ...Object.fromEntries(address.searchParams),
      ...this.config.authorization_parameters,
      response_type: 'code',
      client_id: this.client.client_id,
      redirect_uri: this.redirectUri,
      scope: this.config.request_scope,
      state: attempt.state,
      code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    location.assign(address);
  }

  async renew() {
    if (!this.#refreshToken) {
      return undefined;
    }
    const server = await this.#discovered();
    const response = await oauth.refreshTokenGrantRequest(
      server, this.client, oauth.None(), this.#refreshToken, this.options);
    try {
      return this.#kept(await oauth.processRefreshTokenResponse(server, this.client, response));
    } catch {
      return undefined;
    }
  }

  #kept(grant) {
    this.#refreshToken = grant.refresh_token ?? this.#refreshToken;
    return grant;
  }

  async #discovered() {
    if (!this.#server) {
      const issuer = new URL(this.config.issuer);
      const response = await oauth.discoveryRequest(issuer, this.options);
      this.#server = await oauth.processDiscoveryResponse(issuer, response);
    }
    return this.#server;
  }
}
