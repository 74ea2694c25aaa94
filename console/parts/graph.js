/** A state machine as a graph; the states that an execution has entered are highlighted. */
import { classes, html, useMemo } from '../ui.js';
import { Graph as DagreGraph, layout } from '../vendor/dagre.js';

const WIDTH = 176;
const HEIGHT = 52;
const MARGIN = 16;
const LINE = 22;

/** The minimum scale at which names are readable. A larger graph scrolls. */
const SMALLEST = 0.72;

const OUTCOMES = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  CAUGHT: 'failed, and went on',
  FAILED: 'failed',
  STOPPED: 'stopped',
};

export const outcomeWord = (outcome) => OUTCOMES[outcome] ?? outcome.toLowerCase();

/**
 * @param graph as the API gives it
 * @param visits in order
 * @param selected the name of a state, or undefined
 */
export function StateGraph({ graph, visits, selected, select }) {
  const drawn = useMemo(() => arranged(graph), [JSON.stringify(graph)]);
  const byState = Map.groupBy
    ? Map.groupBy(visits, (visit) => visit.state)
    : visits.reduce((map, visit) => map.set(visit.state, [...(map.get(visit.state) ?? []), visit]), new Map());
  const taken = new Set(visits.slice(1).map((visit, index) => `${visits[index].state}\n${visit.state}`));
  return html`
    <div class="graph" tabindex="0" role="region" aria-label="Graph of the states">
      <svg style=${{ maxWidth: `${drawn.width}px`, minWidth: `${drawn.width * SMALLEST}px` }} viewBox=${`0 0 ${drawn.width} ${drawn.height}`} role="group"
        aria-label="State machine">
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0 8 4 0 8z" class="arrow" /></marker>
          <marker id="arrow-taken" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0 8 4 0 8z" class="arrow taken" /></marker>
        </defs>
        ${drawn.edges.map(({ from, to, kind, path }) => {
          const isTaken = taken.has(`${from}\n${to}`);
          return html`<path key=${`${from}→${to}`} class=${classes('edge', `edge-${kind}`, isTaken && 'taken')} d=${path}
            marker-end=${isTaken ? 'url(#arrow-taken)' : 'url(#arrow)'} aria-hidden="true" />`;
        })}
        ${drawn.nodes.map((node) => html`<${State} key=${node.name} node=${node} visits=${byState.get(node.name) ?? []}
          isSelected=${node.name === selected} select=${select} />`)}
      </svg>
    </div>`;
}

function State({ node, visits, isSelected, select }) {
  const last = visits.at(-1);
  const retries = visits.reduce((sum, visit) => sum + visit.retries, 0);
  const badge = [visits.length > 1 ? `×${visits.length}` : '', retries > 0 ? `↻${retries}` : ''].filter(Boolean).join(' ');
  const label = [
    `${node.name}, ${node.type}`,
    last ? outcomeWord(last.outcome) : 'not entered',
    visits.length > 1 ? `entered ${visits.length} times` : '',
    retries > 0 ? `${retries} ${retries === 1 ? 'retry' : 'retries'}` : '',
  ].filter(Boolean).join(', ');
  const press = (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      select(node.name);
    }
  };
  const lines = wrapped(node.name);
  return html`
    <g class=${classes('state', last ? `outcome-${last.outcome.toLowerCase()}` : 'untouched', isSelected && 'selected')}
      transform=${`translate(${node.x - WIDTH / 2} ${node.y - HEIGHT / 2})`} role="button" tabindex="0"
      data-state=${node.name} aria-pressed=${isSelected ? 'true' : 'false'} aria-label=${label}
      onClick=${() => select(node.name)} onKeyDown=${press}>
      <rect width=${WIDTH} height=${HEIGHT} rx=${node.type === 'Choice' ? 26 : 10} />
      <text x=${WIDTH / 2} y=${lines.length > 1 ? 17 : 22} class="state-name">
        ${lines.map((line, index) => html`<tspan x=${WIDTH / 2} dy=${index ? 14 : 0}>${line}</tspan>`)}</text>
      <text x=${WIDTH / 2} y=${lines.length > 1 ? 45 : 40} class="state-type">${node.type}</text>
      ${badge ? html`<g class="badge" transform=${`translate(${WIDTH - 14} -2)`}>
        <rect x=${-9 - 3.4 * badge.length} y="-9" width=${18 + 6.8 * badge.length} height="19" rx="9.5" />
        <text y="5">${badge}</text></g>` : null}
    </g>`;
}

function wrapped(name) {
  if (name.length <= LINE) {
    return [name];
  }
  const middle = name.lastIndexOf(' ', LINE);
  const first = middle > 0 ? name.slice(0, middle) : name.slice(0, LINE);
  const rest = name.slice(first.length).trim();
  return [first, rest.length > LINE ? `${rest.slice(0, LINE - 1)}…` : rest];
}

function arranged({ states }) {
  const graph = new DagreGraph();
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 40, edgesep: 14, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  states.forEach(({ name }) => graph.setNode(name, { width: WIDTH, height: HEIGHT }));
  states.forEach(({ name, ways }) => ways.forEach(({ to, kind }) => graph.setEdge(name, to, { kind })));
  layout(graph);
  const { width, height } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: states.map(({ name, type }) => ({ name, type, ...graph.node(name) })),
    edges: graph.edges().map(({ v, w }) => ({
      from: v,
      to: w,
      kind: graph.edge(v, w).kind,
      path: curve(graph.edge(v, w).points),
    })),
  };
}

/** A smooth line through the points. */
function curve([start, ...points]) {
  const end = points.at(-1);
  const middle = points.slice(0, -1);
  return middle.reduce((path, point, index) => {
    const next = middle[index + 1];
    return next
      ? `${path}Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`
      : `${path}Q${point.x} ${point.y} ${end.x} ${end.y}`;
  }, `M${start.x} ${start.y}`) + (middle.length ? '' : `L${end.x} ${end.y}`);
}
