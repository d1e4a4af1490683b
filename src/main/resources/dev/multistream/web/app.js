// The page: which view the address names, the run's state as last told, and who draws it.
//   #                              all runs
//   #<run>                         one run
//   #<run>/log/<step>/<attempt>    one run with a log open

import { streamCard, checkpointCard, noteList } from './cards.js';
import { Dag } from './dag.js';
import { chip, el, elapsed, keep, setServerTime, sign, verdict } from './dom.js';
import { follow } from './feed.js';
import { LogPanel } from './logs.js';

const LIST_AGAIN = 5000;
const main = document.getElementById('main');
const title = document.getElementById('title');
const connection = document.getElementById('connection');
const panel = new LogPanel(document.getElementById('log'), () => { location.hash = view.run ?? ''; });

/** What is on the screen now; its `stop` ends it. */
let view = { stop() {} };
/** Until something was shown: who comes by the link sees the one run that is going, not the list. */
let arriving = true;

const CONNECTIONS = {
  connecting: ['wait', 'connecting…'],
  live: ['good', 'live'],
  reconnecting: ['wait', 'reconnecting…'],
  ended: ['off', 'ended'],
  locked: ['bad', 'link expired'],
  unknown: ['bad', 'no such run'],
  busy: ['wait', 'server busy'],
  unreadable: ['bad', 'unreadable'],
};

function showConnection(state) {
  const [tone, words] = CONNECTIONS[state];
  connection.replaceChildren(el('span', { class: `dot ${tone}`, 'aria-hidden': 'true' }), words);
}

function route() {
  const [run, what, step, attempt] = location.hash.slice(1).split('/').map(decodeURIComponent);
  if (run === 'main') return;
  if (!run) {
    if (!view.list) show(listView());
  } else if (view.run !== run) {
    show(runView(run));
  }
  if (what === 'log' && step) panel.open(run, step, Number(attempt) || 0);
  else panel.hide();
}

function show(next) {
  view.stop();
  view = next;
  view.start();
}

// --- all runs ---

function listView() {
  let timer;
  const table = el('tbody');
  async function load() {
    let runs;
    try {
      const answer = await fetch('/api/runs');
      if (!answer.ok) throw new Error(String(answer.status));
      const data = await answer.json();
      setServerTime(data.now);
      runs = data.runs;
      showConnection('live');
    } catch (problem) {
      showConnection(problem.message === '401' ? 'locked' : 'reconnecting');
    }
    if (view.list !== table) return;
    const live = (runs ?? []).filter((run) => run.live);
    if (arriving && live.length === 1) {
      location.replace(`#${live[0].id}`);
      return;
    }
    arriving = false;
    if (runs) draw(runs);
    timer = setTimeout(load, LIST_AGAIN);
  }
  function draw(runs) {
    keep(table, runs.map((run) => ({ key: run.id, signature: JSON.stringify(run), build: () => row(run) })));
    if (runs.length === 0) {
      table.replaceChildren(el('tr', {}, el('td', { colspan: 4, class: 'none' },
        'No run yet: harness run starts one.')));
    }
  }
  return {
    list: table,
    start() {
      document.title = 'harness';
      title.replaceChildren(el('h1', {}, 'All runs'));
      main.replaceChildren(el('section', {}, el('div', { class: 'wide' }, el('table', { class: 'runs' },
        el('thead', {}, el('tr', {}, ['State', 'Name', 'Run', 'Started'].map((name) => el('th', { scope: 'col' }, name)))),
        table))));
      load();
    },
    stop() { clearTimeout(timer); },
  };
}

function row(run) {
  const [state, words] = verdict(run);
  return el('tr', {},
    el('td', {}, chip(state, words)),
    el('td', {}, el('a', { href: `#${run.id}`, 'data-focus': run.id }, run.name)),
    el('td', { class: 'mono' }, run.id),
    el('td', {}, new Date(run.started).toLocaleString()));
}

// --- one run ---

function runView(id) {
  let data;
  let dag;
  let feed;
  let link = 'connecting';
  const banner = el('div', { 'aria-live': 'polite' });
  const streams = el('div', { class: 'cards' });
  const checkpoints = el('div', { class: 'cards wide-cards' });
  const plan = el('div', { class: 'dag', tabindex: '0', role: 'group', 'aria-label': 'The plan, drawn' });
  const notes = el('ul', { class: 'notes' });
  const parts = {
    streams: section('Streams', streams),
    checkpoints: section('Checkpoints', checkpoints),
    plan: section('Plan', plan),
    notes: section('Notes', notes),
  };
  const openLog = (step) => { location.hash = `${id}/log/${step.id}/${step.attempt}`; };

  function news(kind, fresh) {
    if (kind === 'lines') {
      if (data) data.lines = fresh.lines;
    } else {
      setServerTime(fresh.now);
      if (kind === 'snapshot') begin(fresh);
      else merge(fresh);
    }
    if (data) draw();
  }

  function begin(fresh) {
    data = { ...fresh, steps: new Map(fresh.steps.map((step) => [step.id, step])) };
    dag = new Dag(plan, data.dag, openLog);
    parts.checkpoints.hidden = data.checkpoints.length === 0;
  }

  function merge(fresh) {
    fresh.steps.forEach((step) => data.steps.set(step.id, step));
    Object.assign(data, { seq: fresh.seq, run: fresh.run, standing: fresh.standing });
    data.notes = [...data.notes, ...fresh.notes].slice(-200);
  }

  function draw() {
    heading();
    explain();
    keep(streams, data.streams.map((stream) => streamCard(stream, data, openLog)).filter(Boolean));
    keep(checkpoints, data.checkpoints.map((checkpoint) => checkpointCard(checkpoint, data, openLog)).filter(Boolean));
    keep(notes, noteList(data));
    parts.notes.hidden = data.notes.length === 0;
    dag.update(data.steps, data.run);
    panel.steps(data.steps, data.run);
  }

  function heading() {
    const { run } = data;
    const [state, words] = verdict(run);
    document.title = `${sign(state)} ${run.name ?? id} – harness`;
    const signature = JSON.stringify([run, state]);
    keep(title, [{
      key: 'run',
      signature,
      build: () => el('div', { class: 'run' },
        el('h1', { title: run.file }, run.name ?? id),
        chip(state, words),
        elapsed(run.started, run.live && !run.result ? undefined : run.last),
        el('span', { class: 'mono faint id' }, id),
        run.report && el('a', { href: `/reports/${id}/index.html`, class: 'button', 'data-focus': 'report' }, 'Report')),
    }]);
  }

  function explain() {
    const sentence = sentenceFor(link, data?.run, id);
    keep(banner, sentence ? [{
      key: 'banner',
      signature: sentence.join(),
      build: () => el('p', { class: `banner ${sentence[0]}` }, sentence.slice(1).map((part, i) =>
        i % 2 ? el('code', {}, part) : part)),
    }] : []);
  }

  return {
    run: id,
    start() {
      arriving = false;
      document.title = `${id} – harness`;
      title.replaceChildren(el('h1', { 'data-key': 'run' }, id));
      main.replaceChildren(banner, ...Object.values(parts));
      for (const part of Object.values(parts)) part.hidden = true;
      feed = follow(id, {
        news(kind, fresh) {
          if (kind === 'snapshot') for (const part of Object.values(parts)) part.hidden = false;
          news(kind, fresh);
        },
        connection(state) {
          link = state;
          showConnection(state);
          if (state === 'ended' && data) {
            data.run = { ...data.run, live: false };
            draw();
          }
          explain();
        },
      });
    },
    stop() { feed.close(); },
  };
}

/** What stands above the cards: a tone, then text and code by turns; undefined when all goes its way. */
function sentenceFor(link, run, id) {
  switch (link) {
    case 'ended':
      return run?.result
        ? ['info', 'harness has ended; this is its last state.']
        : ['warn', 'harness has ended before the run was finished; this is its last state. To go on: ', `harness resume ${id}`];
    case 'locked':
      return ['bad', 'This link is no longer good: each start of harness has a new one, printed in its terminal.'];
    case 'unknown':
      return ['bad', 'There is no such run here. ', `#${id}`];
    case 'busy':
      return ['warn', 'The server follows as many pages as it can; close some tabs. What is shown may be old.'];
    case 'unreadable':
      return ['bad', 'The journal of this run cannot be read. In the terminal: ', `harness status ${id}`, ' says why.'];
    case 'reconnecting':
      if (run?.result) return ['info', 'harness has ended; this is its last state.'];
      return run ? ['warn', 'harness does not answer; this is the last state that is known. The page goes on by itself when it is back.'] : undefined;
    default:
      if (run && !run.live && !run.result) {
        return ['warn', 'harness was cut off in the middle of this run. To go on where it stopped: ', `harness resume ${id}`];
      }
      return undefined;
  }
}

function section(name, content) {
  return el('section', {}, el('h2', {}, name), content);
}

window.addEventListener('hashchange', route);
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
showConnection('connecting');
route();
