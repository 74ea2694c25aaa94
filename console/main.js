/** Starts the console: its settings, who is signed in, and the page. */
import { html, render } from './ui.js';
import { Session } from './data/session.js';
import { Api, explain } from './data/api.js';
import { App } from './app.js';

const root = document.getElementById('app');

async function start() {
  const response = await fetch('/config.json', { cache: 'no-store' });
  const session = Session.of(await response.json());
  let failure;
  await session.begin().catch((error) => {
    failure = `Signing in failed: ${error.message}`;
  });
  root.replaceChildren();
  render(html`<${App} session=${session} api=${new Api(session)} failure=${failure} />`, root);
}

start().catch((error) => {
  root.replaceChildren();
  render(html`<p class="boot" role="alert">The console cannot start. ${explain(error)}</p>`, root);
});
