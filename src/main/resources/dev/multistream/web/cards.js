// The cards of streams and checkpoints. Each function gives { key, signature, build } for `keep` in dom.js.

import { chip, el, elapsed, shown, sign, tone, word } from './dom.js';

const LONG_TASK = 140;
const REVIEWED = { PENDING: 'when everything is merged', SUCCEEDED: 'approved', FAILED: 'rejected' };

/** A stream: state, branch, task, what it does now, its agents, its gates, where it was merged. */
export function streamCard(stream, data, openLog) {
  const { run } = data;
  const standing = data.standing.streams[stream.id];
  if (!standing) return undefined;
  const steps = [...data.steps.values()].filter((step) => step.stream === stream.id);
  const merges = [...data.steps.values()].filter((step) => step.kind === 'merge' && step.about === stream.id);
  const line = lastLine(steps, data.lines);
  return {
    key: stream.id,
    signature: JSON.stringify([stream, standing, steps, merges, line, run.live]),
    build() {
      const state = shown(standing.state, run);
      return el('article', { class: `card ${tone(state)}`, 'aria-label': `stream ${stream.id}` },
        head(stream.id, state, wordFor(state, standing, steps), standing, run),
        el('p', { class: 'branch mono', title: 'branch' }, stream.branch),
        task(stream.task),
        now(steps, run),
        line && el('p', { class: 'line mono', title: line }, line),
        el('ul', { class: 'rows' }, steps.filter((step) => step.kind === 'agent')
          .map((step) => agentRow(step, stream, run, openLog))),
        pills(steps, run, openLog),
        merges.length > 0 && el('div', { class: 'pills', 'aria-label': 'checkpoints' },
          merges.map((step) => pill(step, run, openLog, `into ${step.checkpoint}`))),
        troubles(steps, run, openLog));
    },
  };
}

/** A checkpoint: merges in their order, gates, review with the command to run, what was published. */
export function checkpointCard(checkpoint, data, openLog) {
  const { run } = data;
  const standing = data.standing.checkpoints[checkpoint.name];
  if (!standing) return undefined;
  const steps = [...data.steps.values()].filter((step) => step.checkpoint === checkpoint.name);
  const of = (kind) => steps.filter((step) => step.kind === kind);
  const undone = run.rollbacks.filter((rollback) => rollback.checkpoint === checkpoint.name);
  return {
    key: checkpoint.name,
    signature: JSON.stringify([checkpoint, standing, steps, undone, run.live]),
    build() {
      const state = undone.length ? 'CANCELLED' : shown(standing.state, run);
      const out = of('merge').filter((step) => step.status === 'FAILED' || step.status === 'SKIPPED').length;
      const done = `published${out ? `, ${out} left out` : ''}`;
      const words = undone.length ? 'rolled back' : state === 'SUCCEEDED' ? done : word(state);
      return el('article', { class: `card ${tone(state)}`, 'aria-label': `checkpoint ${checkpoint.name}` },
        head(checkpoint.name, state, words, standing, run),
        el('p', { class: 'branch' }, 'into ', el('span', { class: 'mono' }, checkpoint.into)),
        el('ol', { class: 'rows merges' }, of('merge').map((step) => mergeRow(step, run, openLog))),
        pills(steps, run, openLog),
        of('review').map((step) => review(step, checkpoint, run)),
        of('publish').map((step) => published(step, run)),
        undone.map((rollback) => el('p', { class: 'fact' }, `rolled back by ${rollback.by}: ${rollback.into} is at `,
          el('code', {}, rollback.to.slice(0, 10)))),
        troubles(steps.filter((step) => step.status !== 'WAITING' || step.kind !== 'review'), run, openLog));
    },
  };
}

/** Notes of the run, the newest first, and what was undone. */
export function noteList(data) {
  return [...data.notes].reverse().map((note) => ({
    key: String(note.seq),
    signature: String(note.seq),
    build: () => el('li', { class: note.warning ? 'warn' : 'info' },
      el('time', { datetime: new Date(note.at).toISOString() }, new Date(note.at).toLocaleTimeString()),
      el('span', {}, note.warning && el('strong', {}, 'Warning: '), note.message)),
  }));
}

function head(name, state, words, standing, run) {
  const until = standing.ended ?? (run.live && !run.result ? undefined : run.last);
  return el('div', { class: 'head' }, el('h3', {}, name), chip(state, words), elapsed(standing.begun, until));
}

function wordFor(state, standing, steps) {
  if (state === 'SUCCEEDED') return 'done';
  if (state === 'RUNNING' && steps.every((step) => step.status !== 'RUNNING')) return 'between two steps';
  return word(state);
}

function task(text) {
  const first = text.trim().split('\n', 1)[0];
  if (text.length <= LONG_TASK && first === text.trim()) return el('p', { class: 'task' }, text);
  return el('details', { class: 'task', 'data-focus': 'task' },
    el('summary', {}, first.length > LONG_TASK ? `${first.slice(0, LONG_TASK)}…` : first), el('p', {}, text));
}

/** Steps that run now, other than agents and gates, which have their own rows. */
function now(steps, run) {
  return steps
    .filter((step) => step.kind === 'worktree' && step.status !== 'SUCCEEDED' && step.attempt > 0)
    .map((step) => el('p', { class: `fact ${tone(shown(step.status, run))}` },
      `${sign(shown(step.status, run))} preparing the worktree `, elapsed(step.started, end(step, run))));
}

function lastLine(steps, lines) {
  const told = steps.filter((step) => lines[step.id]);
  const running = told.filter((step) => step.status === 'RUNNING');
  const newest = (running.length ? running : told).sort((a, b) => (a.started ?? 0) - (b.started ?? 0)).at(-1);
  return newest && lines[newest.id];
}

function end(step, run) {
  return step.finished ?? (run.live && step.status === 'RUNNING' ? undefined : run.last);
}

function agentRow(step, stream, run, openLog) {
  const state = shown(step.status, run);
  const role = stream.agents.find((agent) => agent.name === step.about)?.role;
  const known = step.progress !== undefined && step.status === 'RUNNING';
  return el('li', { class: tone(state) },
    el('span', { class: 'sign', 'aria-hidden': 'true' }, sign(state)),
    el('span', { class: 'what' },
      el('span', { class: 'who' }, step.about), role && el('span', { class: 'faint' }, ` ${role}`),
      el('span', { class: 'visually-hidden' }, ` ${word(state)}`),
      step.status === 'RUNNING' && step.task && el('span', { class: 'doing' }, step.task),
      known && progress(step.progress),
      step.status === 'SUCCEEDED' && step.facts?.[0] && el('span', { class: 'doing' }, step.facts[0]),
      retry(step)),
    step.attempt > 0 && elapsed(step.started, end(step, run)),
    logButton(step, openLog));
}

function progress(part) {
  const percent = Math.round(part * 100);
  return el('span', { class: 'progress' },
    el('progress', { max: 100, value: percent, 'aria-label': 'progress, as the agent says' }),
    el('span', { class: 'faint' }, `${percent} % by its own account`));
}

function retry(step) {
  if (step.status === 'PENDING' && step.due) {
    return el('span', { class: 'doing' }, `attempt ${step.attempt + 1} at ${new Date(step.due).toLocaleTimeString()}: ${step.why ?? ''}`);
  }
  return step.attempt > 1 && el('span', { class: 'doing' }, `attempt ${step.attempt}`);
}

function mergeRow(step, run, openLog) {
  const state = shown(step.status, run);
  return el('li', { class: tone(state) },
    el('span', { class: 'sign', 'aria-hidden': 'true' }, sign(state)),
    el('span', { class: 'what' }, el('span', { class: 'who' }, step.about),
      el('span', { class: 'visually-hidden' }, ` ${word(state)}`),
      (step.facts ?? []).map((fact) => el('span', { class: 'doing' }, fact)),
      step.status === 'SKIPPED' && el('span', { class: 'doing' }, `left out: ${step.why ?? ''}`)),
    logButton(step, openLog));
}

function pills(steps, run, openLog) {
  const gates = steps.filter((step) => step.kind === 'gate');
  return gates.length > 0
    && el('div', { class: 'pills', 'aria-label': 'gates' }, gates.map((step) => pill(step, run, openLog, step.about)));
}

function pill(step, run, openLog, name) {
  const state = shown(step.status, run);
  const words = [word(state), step.flaky && 'flaky', ...(step.facts ?? []), step.message, step.why].filter(Boolean).join('\n');
  const content = [el('span', { class: 'sign', 'aria-hidden': 'true' }, sign(state)), ` ${name}`,
    step.flaky && el('em', {}, ' flaky'), el('span', { class: 'visually-hidden' }, ` ${word(state)}`)];
  return step.log
    ? el('button', { type: 'button', class: `pill ${tone(state)}`, title: `${words}\nopen the log`, 'data-focus': step.id,
      onclick: () => openLog(step) }, content)
    : el('span', { class: `pill ${tone(state)}`, title: words }, content);
}

function logButton(step, openLog) {
  return step.log && el('button', { type: 'button', class: 'quiet', 'data-focus': step.id, onclick: () => openLog(step),
    'aria-label': `log of ${step.id}` }, 'log');
}

function review(step, checkpoint, run) {
  const state = shown(step.status, run);
  const commit = step.commit?.slice(0, 10);
  if (step.status !== 'WAITING') {
    return el('p', { class: `fact ${tone(state)}` }, `${sign(state)} review: `,
      step.facts?.[0] ?? REVIEWED[step.status] ?? word(state));
  }
  return el('div', { class: 'ask' },
    el('p', {}, `${sign(state)} A person must look at `, el('code', {}, commit ?? 'the merge'),
      checkpoint.reviewers.length > 0 && ` (${checkpoint.reviewers.join(' or ')})`, '. In the terminal:'),
    el('pre', {}, `harness review approve ${checkpoint.name}${commit ? ` --sha ${commit}` : ''}\nharness resume`),
    el('p', { class: 'faint' }, 'or ', el('code', {}, `harness review reject ${checkpoint.name}`)));
}

function published(step, run) {
  const state = shown(step.status, run);
  if (step.status === 'SUCCEEDED') {
    return (step.facts ?? []).map((fact, i) => el('p', { class: `fact ${i ? 'faint' : tone(state)}` },
      i ? fact : `${sign(state)} published ${fact}`));
  }
  return el('p', { class: `fact ${tone(state)}` }, `${sign(state)} publish: ${word(state)}`);
}

/** What failed or waits, in its own words; skipped steps only tell why when nothing else does. */
function troubles(steps, run, openLog) {
  const loud = steps.filter((step) => step.message && ['FAILED', 'WAITING', 'CANCELLED'].includes(step.status));
  return loud.map((step) => el('div', { class: `trouble ${tone(shown(step.status, run))}` },
    el('p', {}, el('strong', {}, [step.kind, step.about].filter(Boolean).join(' ')), ': ', step.message),
    step.kind === 'gate' && (step.facts ?? []).length > 0
      && el('ul', {}, step.facts.map((fact) => el('li', {}, fact))),
    logButton(step, openLog)));
}
