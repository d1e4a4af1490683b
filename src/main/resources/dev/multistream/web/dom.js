// Builds elements. Text only ever becomes a text node: nothing that a run printed is parsed as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element: attributes by name, `on…` as listeners, false and undefined left out. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(3).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/**
 * Keeps a container's children equal to a list: a child is rebuilt only when its signature changed, so that focus,
 * selection and opened details survive what happens elsewhere.
 */
export function keep(container, items) {
  const old = new Map([...container.children].map((child) => [child.dataset.key, child]));
  items.forEach(({ key, signature, build }, index) => {
    let child = old.get(key);
    old.delete(key);
    if (!child || child.signature !== signature) {
      const fresh = build();
      fresh.dataset.key = key;
      fresh.signature = signature;
      if (child) replace(child, fresh);
      child = fresh;
    }
    if (container.children[index] !== child) container.insertBefore(child, container.children[index] ?? null);
  });
  old.forEach((child) => child.remove());
}

function replace(child, fresh) {
  const focus = child.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  for (const details of child.querySelectorAll('details[open][data-focus]')) {
    const same = fresh.querySelector(`details[data-focus="${CSS.escape(details.dataset.focus)}"]`);
    if (same) same.open = true;
  }
  child.replaceWith(fresh);
  if (focus) fresh.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
}

// --- words and signs of states: always both, and a colour by class ---

const STATES = {
  PENDING: ['○', 'waiting its turn'],
  RUNNING: ['▶', 'running'],
  WAITING: ['◆', 'waiting for a person'],
  SUCCEEDED: ['✓', 'passed'],
  FAILED: ['✕', 'failed'],
  CANCELLED: ['■', 'cancelled'],
  SKIPPED: ['–', 'skipped'],
  CUT_OFF: ['■', 'cut off'],
  NOT_RUN: ['○', 'not run'],
};

/** What a status means when harness is no longer at it. */
export function shown(status, run) {
  if (run.live) return status;
  if (status === 'RUNNING') return 'CUT_OFF';
  return status === 'PENDING' && run.result && run.result !== 'WAITING' ? 'NOT_RUN' : status;
}

export const sign = (state) => STATES[state][0];
export const word = (state) => STATES[state][1];
export const tone = (state) => 's-' + state.toLowerCase().replace('_', '-');

const RESULTS = {
  PASSED: ['SUCCEEDED', 'passed'],
  WAITING: ['WAITING', 'waiting for a person'],
  FAILED: ['FAILED', 'failed'],
  CONFLICT: ['FAILED', 'a conflict is unresolved'],
  BOUNDARY: ['FAILED', 'a boundary was crossed'],
  INFRASTRUCTURE: ['FAILED', 'infrastructure failed'],
  TIMED_OUT: ['FAILED', 'timed out'],
  INTERRUPTED: ['CANCELLED', 'interrupted'],
  TERMINATED: ['CANCELLED', 'terminated'],
};

/** A run's state and its words. */
export function verdict(run) {
  if (run.result) return RESULTS[run.result] ?? ['FAILED', run.result];
  return run.live ? ['RUNNING', run.cancel ? 'stopping' : 'running'] : ['CUT_OFF', 'cut off'];
}

/** A coloured chip with sign and words. */
export function chip(state, words = word(state)) {
  return el('span', { class: `chip ${tone(state)}` }, el('span', { class: 'sign', 'aria-hidden': 'true' }, sign(state)),
    ' ', words);
}

// --- time: counted here, by the server's clock ---

let skew = 0;

export function setServerTime(now) {
  skew = now - Date.now();
}

export function duration(milliseconds) {
  const s = Math.max(0, Math.floor(milliseconds / 1000));
  if (s < 60) return `${s} s`;
  const m = Math.floor(s / 60);
  if (m < 60) return `${m} min ${String(s % 60).padStart(2, '0')} s`;
  return `${Math.floor(m / 60)} h ${String(m % 60).padStart(2, '0')} min`;
}

/** An elapsed time that goes on by itself until there is an end. */
export function elapsed(since, until) {
  if (!since) return undefined;
  const time = el('span', { class: 'elapsed', 'data-since': since, 'data-until': until });
  tick(time);
  return time;
}

function tick(time) {
  const until = time.dataset.until ? Number(time.dataset.until) : Date.now() + skew;
  const text = duration(until - Number(time.dataset.since));
  if (time.textContent !== text) time.textContent = text;
}

setInterval(() => document.querySelectorAll('[data-since]:not([data-until])').forEach(tick), 1000);
