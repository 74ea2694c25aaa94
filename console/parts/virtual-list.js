/** Rows of one height; only the visible ones are elements. */
import { html, useLayoutEffect, useRef, useState } from '../ui.js';

const BEYOND = 8;

export function VirtualList({ label, columns, rows, rowKey, heightOf, row, nearEnd, seen, footer }) {
  const box = useRef();
  const [size, setSize] = useState({ height: 0, width: 0 });
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = new ResizeObserver(([{ contentRect }]) =>
      setSize({ height: contentRect.height, width: contentRect.width }));
    measure.observe(box.current);
    return () => measure.disconnect();
  }, []);

  const height = heightOf(size.width);
  const first = Math.max(0, Math.floor(top / height) - BEYOND);
  const last = Math.min(rows.length, Math.ceil((top + size.height) / height) + BEYOND);
  const shown = rows.slice(first, last);
  useLayoutEffect(() => {
    seen(shown.map(rowKey));
    if (last >= rows.length - BEYOND) {
      nearEnd();
    }
  });

  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const index = Number(event.target.closest('[data-index]')?.dataset.index ?? NaN);
    if (step && Number.isInteger(index) && rows[index + step]) {
      event.preventDefault();
      const next = (index + step) * height;
      if (next < box.current.scrollTop) {
        box.current.scrollTop = next;
      } else if (next + height > box.current.scrollTop + box.current.clientHeight) {
        box.current.scrollTop = next + height - box.current.clientHeight;
      }
      requestAnimationFrame(() => box.current.querySelector(`[data-index="${index + step}"] a`)?.focus());
    }
  };
  return html`
    <div class="virtual" role="table" aria-label=${label} aria-rowcount=${rows.length + 1} onKeyDown=${move}>
      <div class="row head" role="row" aria-rowindex="1">${columns.map((name) => html`<span role="columnheader">${name}</span>`)}</div>
      <div class="scroll" role="rowgroup" ref=${box} tabindex="-1" onScroll=${(event) => setTop(event.currentTarget.scrollTop)}>
        <div class="spacer" role="presentation" style=${{ height: `${rows.length * height}px` }}>
          ${shown.map((value, index) => html`
            <div key=${rowKey(value)} class="row" role="row" aria-rowindex=${first + index + 2} data-index=${first + index}
              style=${{ transform: `translateY(${(first + index) * height}px)`, height: `${height}px` }}>${row(value)}</div>`)}
        </div>
        ${footer}
      </div>
    </div>`;
}
