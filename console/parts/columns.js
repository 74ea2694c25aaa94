/** Reports counted by status over time: a column for each hour or day, and the same as a table for screen readers. */
import { html } from '../ui.js';
import { LISTED, word } from '../status.js';

const HEIGHT = 160;
const STEP = 100;

export function Columns({ reports, since, hours }) {
  const slots = hours <= 24 ? 24 : hours / 24;
  const size = (hours * 3_600_000) / slots;
  const counts = Array.from({ length: slots }, () => ({}));
  for (const report of reports) {
    const slot = Math.min(slots - 1, Math.floor((new Date(report.created_at) - since) / size));
    if (slot >= 0) {
      counts[slot][report.status] = (counts[slot][report.status] ?? 0) + 1;
    }
  }
  const most = Math.max(1, ...counts.map(sum));
  const name = (slot) => slotName(since + slot * size, hours);
  const used = LISTED.filter((status) => counts.some((slot) => slot[status]));
  return html`
    <div class="chart">
      <svg viewBox=${`0 0 ${slots * STEP} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" height=${HEIGHT}>
        ${counts.map((slot, index) => stacked(slot, most).map(({ status, y, height }) => html`
          <rect class=${`fill-${status.toLowerCase().replaceAll('_', '-')}`} x=${index * STEP + 12} y=${y} width=${STEP - 24} height=${height}>
            <title>${`${name(index)}: ${slot[status]} ${word(status)}`}</title></rect>`))}
      </svg>
      <p class="axis" aria-hidden="true"><span>${name(0)}</span><span>${name(Math.floor(slots / 2))}</span><span>now</span></p>
      <p class="legend" aria-hidden="true">${used.map((status) => html`<span class=${`swatch-${status.toLowerCase().replaceAll('_', '-')}`}><i></i>${word(status)}</span>`)}
        <span>up to ${most} per ${hours <= 24 ? 'hour' : 'day'}</span></p>
      <div class="hidden"><table><caption>Reports by status</caption>
        <thead><tr><th scope="col">From</th>${used.map((status) => html`<th scope="col">${word(status)}</th>`)}</tr></thead>
        <tbody>${counts.map((slot, index) => sum(slot) ? html`<tr><th scope="row">${name(index)}</th>
          ${used.map((status) => html`<td>${slot[status] ?? 0}</td>`)}</tr>` : null)}</tbody></table></div>
    </div>`;
}

const sum = (slot) => Object.values(slot).reduce((total, count) => total + count, 0);

function stacked(slot, most) {
  let y = HEIGHT;
  return LISTED.filter((status) => slot[status]).map((status) => {
    const height = (slot[status] / most) * (HEIGHT - 4);
    y -= height;
    return { status, y, height };
  });
}

function slotName(at, hours) {
  const options = hours <= 24 ? { hour: '2-digit', minute: '2-digit' } : { month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat('en', options).format(new Date(at));
}
