/** The files of a report that succeeded. */
import { html, useState } from '../ui.js';
import { bytes, number, time } from '../format.js';
import { explain } from '../data/api.js';

const KINDS = { 'report.csv': 'Table, CSV', 'report.xlsx': 'Workbook, Excel', 'report.html': 'Page, HTML', 'report.jsonl': 'Rows, JSON Lines', 'report.parquet': 'Table, Parquet', 'summary.json': 'Totals, JSON' };

export function Files({ report, api }) {
  const [preview, setPreview] = useState();
  const [error, setError] = useState();
  const { row_count: rows, artifacts } = report.result ?? { row_count: 0, artifacts: [] };

  /** Signed URLs expire after minutes, so each click requests a new one. */
  const address = async (name) => {
    setError(undefined);
    const result = await api.result(report.id);
    return result.artifacts.find((artifact) => artifact.name === name);
  };
  const attempt = (work) => () => work().catch((failure) => setError(explain(failure)));
  const download = (name) => attempt(async () => {
    const link = document.createElement('a');
    link.href = (await address(name)).url;
    link.download = name;
    link.rel = 'noreferrer';
    link.click();
  });
  const show = attempt(async () => {
    const page = artifacts.find(({ content_type: type }) => type.startsWith('text/html'));
    setPreview(preview ? undefined : (await address(page.name)).preview_url);
  });
  const hasPage = artifacts.some(({ content_type: type }) => type.startsWith('text/html'));
  return html`
    <section class="card files" aria-labelledby="files-title">
      <div class="card-head"><h2 id="files-title">Files</h2><p class="hint">${number(rows)} records</p></div>
      <ul>${artifacts.map(({ name, size_bytes: size, sha256 }) => html`
        <li><span><strong>${name}</strong><small>${KINDS[name] ?? ''} · ${bytes(size)}</small>
          <small class="digest" title=${sha256}>SHA-256 ${sha256.slice(0, 12)}…</small></span>
          <button type="button" onClick=${download(name)} aria-label=${`Download ${name}`}>Download</button></li>`)}</ul>
      ${hasPage ? html`<button type="button" class=${preview ? undefined : 'primary'} aria-expanded=${preview ? 'true' : 'false'} onClick=${show}>
        ${preview ? 'Close the preview' : 'Preview'}</button>` : null}
      ${error ? html`<p class="wrong" role="alert">${error}</p>` : null}
      ${preview ? html`<iframe title="Preview of report.html" src=${preview} sandbox referrerpolicy="no-referrer"></iframe>` : null}
      <p class="hint">Kept until ${time(report.expires_at)}.</p>
    </section>`;
}
