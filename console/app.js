/** The frame of every view: navigation, the signed-in user, and announcements for screen readers. */
import { html, useEffect, useRef, useState } from './ui.js';
import { route, to, go } from './router.js';
import { setTheme, theme } from './theme.js';
import { short } from './format.js';
import { Announcer } from './parts/announcer.js';
import { SignIn } from './views/sign-in.js';
import { ReportList } from './views/list.js';
import { ReportView } from './views/report.js';
import { NewReport } from './views/new-report.js';
import { Operations } from './views/operations.js';

export function App({ session, api, failure }) {
  const [place, setPlace] = useState(route);
  const [, redraw] = useState(0);
  const main = useRef();

  useEffect(() => session.subscribe(() => redraw((turn) => turn + 1)), [session]);
  useEffect(() => {
    const moved = () => setPlace(route());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  const path = place.path.join('/');
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) {
      main.current?.querySelector('h1')?.focus();
    }
    first.current = false;
  }, [path]);

  const signedIn = session.claims && !session.ended;
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <${Header} session=${session} place=${place} />
    <main id="main" tabindex="-1" ref=${main}>
      ${session.claims ? html`<${View} key=${session.claims.sub} place=${place} session=${session} api=${api} />` : null}
      ${signedIn ? null : html`<${SignIn} session=${session} failure=${failure} again=${Boolean(session.claims)} />`}
    </main>
    <${Announcer} />`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

function View({ place, session, api }) {
  const [kind, id] = place.path;
  if (kind === 'reports' && id) {
    return html`<${ReportView} key=${id} id=${id} query=${place.query} session=${session} api=${api} />`;
  }
  if (kind === 'new' && session.mayWrite) {
    return html`<${NewReport} query=${place.query} session=${session} api=${api} />`;
  }
  if (kind === 'operations' && session.isOperator) {
    return html`<${Operations} session=${session} api=${api} />`;
  }
  return html`<${ReportList} query=${place.query} session=${session} api=${api} />`;
}

function Header({ session, place }) {
  const kind = place.path[0] ?? 'list';
  const link = (name, path, words) =>
    html`<a href=${to(path)} aria-current=${kind === name ? 'page' : undefined}>${words}</a>`;
  return html`
    <header class="top">
      <a class="brand" href=${to([])} aria-label="Errand, to the list of reports">
        <img src="icon.svg" alt="" width="24" height="24" /><span>Errand</span>
      </a>
      <nav aria-label="Main">
        ${link('list', [], 'Reports')}
        ${session.mayWrite ? link('new', ['new'], 'New report') : null}
        ${session.isOperator ? link('operations', ['operations'], 'Operations') : null}
      </nav>
      <div class="who">
        <${Identity} session=${session} />
        <${Theme} />
      </div>
    </header>`;
}

function Identity({ session }) {
  if (session.config.sign_in !== 'stage') {
    return session.claims
      ? html`<span class="identity">${session.isOperator ? 'Operator' : short(session.clientId ?? session.claims.sub ?? '')}</span>`
      : null;
  }
  const choose = async (event) => {
    await session.become(event.target.value);
    go(to([]));
  };
  return html`
    <label class="compact"><span class="hidden">Signed in as</span>
      <select onChange=${choose} value=${session.source.identity}>
        <option value="operator">Operator</option>
        ${session.config.clients.map((client) => html`<option value=${client}>Client ${short(client)}</option>`)}
      </select>
    </label>`;
}

function Theme() {
  const [name, setName] = useState(theme);
  const choose = (event) => {
    setTheme(event.target.value);
    setName(event.target.value);
  };
  return html`
    <label class="compact"><span class="hidden">Colours</span>
      <select onChange=${choose} value=${name}>
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>`;
}
