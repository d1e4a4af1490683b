// The plan as a drawing: lanes of streams and checkpoints, a box for each step, the layout from the server.

import { el, shown, sign, svg, tone, word } from './dom.js';

const BOX = { width: 132, height: 30 };
const STEP = { x: BOX.width + 40, y: BOX.height + 10 };
const PAD = 10;
const LANE = 14;
const LABEL = 15;
const MOST_SPARSE = 1000;

export class Dag {
  #nodes = new Map();

  /** Draws the layout into the container; `open(step)` is called for a box that has a log. */
  constructor(container, layout, open) {
    const lanes = place(layout);
    const top = new Map();
    for (const lane of lanes) {
      for (let row = 0; row < lane.rows; row++) top.set(lane.first + row, lane.top + LANE / 2 + row * STEP.y);
    }
    const at = new Map(layout.nodes.map((node) => [node.step, { x: PAD + node.column * STEP.x, y: top.get(node.row) }]));
    const width = 2 * PAD + (layout.columns - 1) * STEP.x + BOX.width;
    const last = lanes.at(-1);
    const height = last ? last.top + last.height : 0;
    const edges = sparse(layout.nodes).map(([from, to]) => edge(at.get(from), at.get(to)));
    const picture = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'presentation' },
      lanes.map((lane, i) => svg('rect', { class: i % 2 ? 'lane odd' : 'lane', x: 0, y: lane.top, width, height: lane.height })),
      svg('g', { class: 'edges' }, edges),
      layout.nodes.map((node) => this.#box(node.step, at.get(node.step), open)));
    container.replaceChildren(el('div', { class: 'lanes' }, lanes.map(label)), picture);
  }

  #box(id, { x, y }, open) {
    const text = svg('text', { x: x + 24, y: y + 20 });
    const mark = svg('text', { class: 'sign', x: x + 9, y: y + 20 });
    const hint = svg('title');
    const group = svg('g', { class: 'node', 'data-focus': id },
      hint, svg('rect', { x, y, width: BOX.width, height: BOX.height, rx: 7 }), mark, text);
    const node = { group, text, mark, hint, step: undefined };
    const choose = () => node.step?.log && open(node.step);
    group.addEventListener('click', choose);
    group.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        choose();
      }
    });
    this.#nodes.set(id, node);
    return group;
  }

  /** Colours the boxes by what is known of their steps. */
  update(steps, run) {
    for (const [id, node] of this.#nodes) {
      const step = steps.get(id);
      if (node.step === step && node.live === run.live) continue;
      node.step = step;
      node.live = run.live;
      const state = shown(step.status, run);
      const name = step.about ?? step.kind;
      node.group.setAttribute('class', `node ${tone(state)}${step.log ? ' opens' : ''}`);
      node.mark.textContent = sign(state);
      node.text.textContent = name.length > LABEL ? `${name.slice(0, LABEL - 1)}…` : name;
      node.hint.textContent = [id, word(state), step.flaky && 'flaky', step.task, step.message, step.why,
        ...(step.facts ?? [])].filter(Boolean).join('\n');
      if (step.log) {
        node.group.setAttribute('tabindex', '0');
        node.group.setAttribute('role', 'button');
        node.group.setAttribute('aria-label', `${id}: ${word(state)}; open the log`);
      }
    }
  }
}

function place(layout) {
  let top = 0;
  return layout.lanes.map((lane) => {
    const height = lane.rows * STEP.y - (STEP.y - BOX.height) + LANE;
    const placed = { ...lane, top, height };
    top += height;
    return placed;
  });
}

/** The edges, without those that a longer way says already (left in where the plan is too large to look). */
function sparse(nodes) {
  const before = new Map();
  return nodes.flatMap((node) => {
    const further = new Set();
    if (nodes.length <= MOST_SPARSE) {
      for (const need of node.needs) before.get(need).forEach((step) => further.add(step));
      before.set(node.step, new Set([...further, ...node.needs]));
    }
    return node.needs.filter((need) => !further.has(need)).map((need) => [need, node.step]);
  });
}

function label(lane) {
  const box = el('div', { class: 'lane-name', title: lane.name },
    lane.checkpoint && el('span', { class: 'faint', 'aria-hidden': 'true' }, '⤚'), lane.name);
  box.style.height = `${lane.height}px`;
  return box;
}

function edge(from, to) {
  const x1 = from.x + BOX.width;
  const y1 = from.y + BOX.height / 2;
  const y2 = to.y + BOX.height / 2;
  const bend = Math.max(20, Math.min(60, (to.x - x1) / 2));
  return svg('path', { d: `M${x1} ${y1}C${x1 + bend} ${y1} ${to.x - bend} ${y2} ${to.x} ${y2}` });
}
