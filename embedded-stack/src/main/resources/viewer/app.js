'use strict';

// The list of traces brings itself up to date. It holds still while someone points at it or has
// the keyboard's focus in it, because a row that moves away under a click opens the wrong trace.
(() => {
  const list = document.getElementById('trace-list');
  const button = document.getElementById('live');
  const interval = list ? Number(list.dataset.refresh) : 0;
  if (!button || !interval) return;
  const text = document.getElementById('live-text');
  const tellsPaused = new URLSearchParams(location.search).get('live') === '0';
  let live = !tellsPaused;
  let shown = '';

  function say(state, words) {
    button.dataset.state = state;
    button.setAttribute('aria-pressed', String(live));
    text.textContent = words;
  }
  function held() {
    return list.matches(':hover') || list.contains(document.activeElement);
  }
  async function refresh() {
    if (!live || document.hidden) return;
    if (held()) {
      say('held', 'Live, held while you are in the list');
      return;
    }
    try {
      const response = await fetch(list.dataset.fragment);
      const html = await response.text();
      if (!response.ok) throw new Error(response.status);
      if (live && !held()) {
        if (html !== shown) list.innerHTML = shown = html;
        say('live', 'Live');
      }
    } catch (unreachable) {
      say('failed', 'Live, but there is no answer: trying again');
    }
  }
  button.addEventListener('click', () => {
    live = !live;
    say(live ? 'live' : 'paused', live ? 'Live' : 'Paused');
    const address = new URL(location);
    if (live) address.searchParams.delete('live'); else address.searchParams.set('live', '0');
    history.replaceState(null, '', address);
    refresh();
  });
  button.hidden = false;
  say(live ? 'live' : 'paused', live ? 'Live' : 'Paused');
  setInterval(refresh, interval);
})();

// What is not filtered by does not stand in the address.
for (const form of document.querySelectorAll('form.filter')) {
  form.addEventListener('formdata', event => {
    for (const [name, value] of [...event.formData]) {
      if (!value) event.formData.delete(name);
    }
  });
}

// A frame that is clicked in a flame graph lists the spans that ran it. The graph is a page of its
// own with no rights here: all it can say is names of functions.
addEventListener('message', async event => {
  const graph = [...document.querySelectorAll('iframe.graph')].find(f => f.contentWindow === event.source);
  const place = document.querySelector('.ran');
  if (!graph || !place || typeof event.data?.ran !== 'string') return;
  const address = new URL(graph.dataset.ran, location);
  address.searchParams.set('function', event.data.ran);
  address.searchParams.set('path', String(event.data.path ?? ''));
  try {
    const html = await (await fetch(address)).text();
    const section = new DOMParser().parseFromString(html, 'text/html').getElementById('ran');
    if (section) place.replaceChildren(document.importNode(section, true));
  } catch (unreachable) {
    location.assign(address);
  }
});

// What has not arrived yet, spans or samples, is looked for again, for two minutes.
(() => {
  const waiting = document.querySelector('[data-look-again]');
  if (!waiting) return;
  const until = Date.now() + 120_000;
  const timer = setInterval(async () => {
    if (Date.now() > until) return clearInterval(timer);
    if (document.hidden) return;
    try {
      const html = await (await fetch(location.href)).text();
      if (!html.includes(`data-look-again="${waiting.dataset.lookAgain}"`)) location.reload();
    } catch (unreachable) {
      // It is looked for again anyway.
    }
  }, 3000);
})();

// Arrow keys walk from row to row in lists of spans and traces.
document.addEventListener('keydown', event => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const row = event.target.closest && event.target.closest('table.traces tbody tr, table.waterfall tbody tr, table.operations tbody tr, table.spans tbody tr');
  const next = row && (event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling);
  const link = next && next.querySelector('a');
  if (link) {
    event.preventDefault();
    link.focus();
  }
});
