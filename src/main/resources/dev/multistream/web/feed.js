// Follows one run: a snapshot first, then what is new, by server-sent events. Whatever breaks the connection, the
// next one says how far this page knows the run, so nothing is lost and nothing comes twice.

const PATIENCE_HIDDEN = 30_000;
const SLOWEST_RETRY = 15_000;

/**
 * Follows a run until `close` is called.
 * `on.news(kind, data)` gets snapshots, patches and lines; `on.connection(state)` one of
 * connecting, live, reconnecting, ended, unknown (no such run), locked (the link is no longer good), busy, unreadable.
 */
export function follow(id, on) {
  const path = `/api/runs/${encodeURIComponent(id)}`;
  let source;
  let seq;
  let tries = 0;
  let timer;
  let hiding;
  let closed = false;
  let ended = false;

  function open() {
    clearTimeout(timer);
    source = new EventSource(seq === undefined ? `${path}/events` : `${path}/events?from=${seq}`);
    for (const kind of ['snapshot', 'patch']) {
      source.addEventListener(kind, (event) => {
        const data = JSON.parse(event.data);
        seq = data.seq;
        tries = 0;
        ended = false;
        on.connection('live');
        on.news(kind, data);
      });
    }
    source.addEventListener('lines', (event) => on.news('lines', JSON.parse(event.data)));
    source.addEventListener('bye', () => {
      ended = true;
      on.connection('ended');
    });
    source.addEventListener('open', () => {
      if (seq !== undefined) on.connection('live');
    });
    source.addEventListener('error', lost);
  }

  async function lost() {
    source.close();
    if (closed) return;
    if (!ended) on.connection('reconnecting');
    tries += 1;
    const status = await ask();
    if (closed) return;
    if (status === 401) on.connection('locked');
    else if (status === 404) on.connection('unknown');
    else if (status === 422) on.connection('unreadable');
    else if (status === 200 && tries > 1) on.connection('busy');
    timer = setTimeout(open, Math.min(SLOWEST_RETRY, 400 * 2 ** Math.min(tries, 6)));
  }

  /** What stands in the way: an EventSource does not tell. 0 when nobody answers. */
  async function ask() {
    try {
      return (await fetch(path, { method: 'HEAD' })).status;
    } catch {
      return 0;
    }
  }

  // Browsers allow six connections to a server, over all tabs: a hidden tab gives its own back.
  function hidden() {
    clearTimeout(hiding);
    if (document.hidden) {
      hiding = setTimeout(() => {
        clearTimeout(timer);
        source.close();
      }, PATIENCE_HIDDEN);
    } else if (source.readyState === EventSource.CLOSED) {
      open();
    }
  }

  document.addEventListener('visibilitychange', hidden);
  on.connection('connecting');
  open();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(hiding);
      document.removeEventListener('visibilitychange', hidden);
      source.close();
    },
  };
}
