// The log panel: the end of a step's log, following it while it grows.

import { chip, el, shown } from './dom.js';

const AGAIN = 1000;
const PIECE = 65_536;
const BACK = 262_144;
const KEPT = 2_000_000;
// CSI, OSC and the other strings, single escapes; then what is left of control characters but tab and newline.
const ESCAPES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]/g;
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

function plain(text) {
  return text.replace(ESCAPES, '').replace(/\r+\n/g, '\n').replace(/[^\n]*\r(?=[^\n])/g, '').replace(CONTROLS, '');
}

export class LogPanel {
  #box;
  #close;
  #what;
  #text;
  #heading;
  #foot;
  #earlier;
  #timer;
  #run;
  #step;
  #attempt;
  #first = 0;
  #next = 0;
  #raw = '';
  #opener;

  /** `close` is called when the reader closes the panel. */
  constructor(box, close) {
    this.#box = box;
    this.#close = close;
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#close();
    });
  }

  open(run, step, attempt) {
    const what = `${run} ${step} ${attempt}`;
    if (this.#what === what) return;
    this.#what = what;
    this.#opener ??= document.activeElement?.dataset?.focus;
    [this.#run, this.#step, this.#attempt] = [run, step, attempt];
    [this.#first, this.#next, this.#raw] = [0, 0, ''];
    clearTimeout(this.#timer);
    this.#build();
    document.body.classList.add('with-log');
    this.#box.hidden = false;
    this.#text.focus({ preventScroll: true });
    this.#load(`tail=${PIECE}`, what);
  }

  hide() {
    if (!this.#what) return;
    this.#what = undefined;
    clearTimeout(this.#timer);
    this.#box.hidden = true;
    document.body.classList.remove('with-log');
    if (this.#opener) document.querySelector(`[data-focus="${CSS.escape(this.#opener)}"]`)?.focus();
    this.#opener = undefined;
  }

  /** Tells the state of the step whose log is open, and which attempts it has. */
  steps(steps, run) {
    const step = this.#what && steps.get(this.#step);
    if (!step || run.id !== this.#run) return;
    const state = shown(step.status, run);
    const attempts = Array.from({ length: step.attempt }, (_, i) => i + 1);
    this.#heading.replaceChildren(el('h2', { class: 'mono' }, this.#step), chip(state),
      attempts.length > 1 && el('label', {}, 'attempt ', el('select', {
        onchange: (event) => { location.hash = `${this.#run}/log/${this.#step}/${event.target.value}`; },
      }, attempts.map((n) => el('option', { value: n, selected: n === (this.#attempt || step.attempt) }, n)))) || '');
  }

  #build() {
    this.#text = el('pre', { tabindex: '0', 'aria-label': `log of ${this.#step}` });
    this.#heading = el('div', { class: 'what' }, el('h2', { class: 'mono' }, this.#step));
    this.#foot = el('p', { class: 'faint', role: 'status' });
    this.#earlier = el('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => this.#before() }, 'earlier');
    this.#box.replaceChildren(
      el('div', { class: 'log-head' }, this.#heading, this.#earlier,
        el('a', { href: this.#address(`offset=0`), target: '_blank', rel: 'noopener', class: 'quiet' }, 'raw'),
        el('button', { type: 'button', class: 'quiet', onclick: () => this.#close() }, 'close')),
      this.#text, this.#foot);
  }

  #address(query) {
    return `/api/runs/${encodeURIComponent(this.#run)}/logs/${encodeURIComponent(this.#step)}?attempt=${this.#attempt}&${query}`;
  }

  async #load(query, what) {
    let again = true;
    try {
      const answer = await fetch(this.#address(query));
      if (this.#what !== what) return;
      if (answer.ok) again = await this.#take(answer, what);
      else this.#foot.textContent = (await answer.json()).error ?? `no answer (${answer.status})`;
    } catch {
      this.#foot.textContent = 'harness does not answer; this is what was read so far';
    }
    if (this.#what !== what) return;
    if (again) this.#timer = setTimeout(() => this.#load(this.#next ? `offset=${this.#next}` : `tail=${PIECE}`, what), AGAIN);
  }

  /** Adds a piece at the end; whether there may be more. */
  async #take(answer, what) {
    const number = (name) => Number(answer.headers.get(name));
    const text = await answer.text();
    if (this.#what !== what) return false;
    if (!this.#raw) this.#first = number('Log-Offset');
    this.#next = number('Log-Next');
    this.#raw += text;
    if (this.#raw.length > KEPT) {
      this.#raw = this.#raw.slice(-KEPT / 2);
      this.#first = this.#next;
    }
    const bottom = this.#text.scrollTop + this.#text.clientHeight >= this.#text.scrollHeight - 8;
    if (text || !this.#text.textContent) this.#text.textContent = plain(this.#raw);
    if (bottom) this.#text.scrollTop = this.#text.scrollHeight;
    this.#earlier.hidden = this.#first === 0 || this.#first === this.#next;
    const ended = answer.headers.get('Log-Complete') === 'true' && this.#next >= number('Log-Size');
    this.#foot.textContent = `${number('Log-Size').toLocaleString()} bytes${ended ? '' : ', following'}`;
    return !ended;
  }

  async #before() {
    const what = this.#what;
    const from = Math.max(0, this.#first - BACK);
    const answer = await fetch(this.#address(`offset=${from}&bytes=${this.#first - from}`));
    if (!answer.ok || this.#what !== what) return;
    this.#raw = await answer.text() + this.#raw;
    this.#first = from;
    this.#text.textContent = plain(this.#raw);
    this.#text.scrollTop = 0;
    this.#earlier.hidden = from === 0;
  }
}
