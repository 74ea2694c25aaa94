/** The view without a signed-in user. */
import { html, useLayoutEffect, useRef, useState } from '../ui.js';
import { explain } from '../data/api.js';

export function SignIn({ session, failure, again }) {
  const [error, setError] = useState(failure);
  const dialog = useRef();
  useLayoutEffect(() => dialog.current.showModal(), []);
  const signIn = async () => {
    try {
      await (session.config.sign_in === 'stage' ? session.renewed() : session.source.signIn());
    } catch (problem) {
      setError(explain(problem));
    }
  };
  return html`
    <dialog ref=${dialog} class="confirm" aria-labelledby="sign-in-title" onCancel=${(event) => event.preventDefault()}>
      <h2 id="sign-in-title">${again ? 'Your sign-in has ended' : 'Sign in'}</h2>
      <p>${again ? 'Sign in again to go on where you are.' : 'The console shows you the reports that you may see.'}</p>
      ${error ? html`<p class="wrong" role="alert">${error}</p>` : null}
      <div class="actions"><button type="button" class="primary" onClick=${signIn} autofocus>Sign in${again ? ' again' : ''}</button></div>
    </dialog>`;
}
