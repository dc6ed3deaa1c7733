// Fits async-profiler's flame graph into the viewer. Runs after its script and uses what that one
// declares: levels, root, inverted, canvas, c, hl, maxdiff, samples(), search() and render().
'use strict';
(() => {
  const unit = document.currentScript.dataset.unit;
  const framed = window.top !== window;
  document.documentElement.classList.toggle('alone', !framed);

  function number(value) {
    return value >= 99.95 ? value.toFixed(0) : value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
  }

  function scaled(value, base, units) {
    let i = 0;
    while (value >= base && i < units.length - 1) {
      value /= base;
      i++;
    }
    return (i ? number(value) : value) + ' ' + units[i];
  }

  // The library counts samples; these are nanoseconds, bytes or a count.
  function inUnit(value) {
    if (unit === 'nanoseconds') return scaled(value, 1000, ['ns', 'µs', 'ms', 's']);
    if (unit === 'bytes') return scaled(value, 1000, ['B', 'kB', 'MB', 'GB']);
    return value.toLocaleString('en');
  }
  window.samples = inUnit;

  // A frame shows class and method, for there is no room for a package; search finds all of it.
  class Title {
    constructor(full) {
      this.full = full;
      this.short = full.replace(/^(?:[a-z_][\w$]*\.)+(?=[A-Z])/, '');
    }
    get length() { return this.short.length; }
    substring(from, to) { return this.short.substring(from, to); }
    match(pattern) { return this.full.match(pattern); }
    toString() { return this.short; }
  }

  // Colours say to whom code belongs: one for each of the first two parts of a package's name.
  const hues = [16, 34, 50, 95, 150, 184, 208, 262, 322];
  function hash(text) {
    let h = 7;
    for (let i = 0; i < text.length; i++) h = (h * 31 + text.charCodeAt(i)) | 0;
    return h >>> 0;
  }
  function colour(name) {
    const owner = /^[a-z_][\w$]*\.[a-z_][\w$]*(?=\.)/.exec(name);
    const shade = 70 + hash(name) % 9;
    return owner ? `hsl(${hues[hash(owner[0]) % hues.length]} 62% ${shade}%)` : `hsl(220 10% ${shade}%)`;
  }

  // The library's colours of a difference go by the biggest one, which makes noise look like news
  // where nothing else differs: here they go by the share of the whole.
  function changeColour(frame) {
    const change = /^, ([+-]?\d+)/.exec(frame.details);
    if (!change) return frame.color;
    const strength = Math.sqrt(Math.min(1, 2 * Math.abs(change[1]) / levels[0][0].width));
    return `hsl(${change[1] > 0 ? 2 : 222} ${Math.round(100 * strength)}% ${Math.round(86 - 22 * strength)}%)`;
  }

  for (const frames of levels) {
    for (const frame of frames) {
      const name = frame.title;
      frame.color = maxdiff < 0 ? colour(name) : changeColour(frame);
      frame.title = new Title(name);
      frame.details = frame.details.replace(/^, ([+-]?)(\d+)/, (all, sign, change) =>
        ', ' + sign + inUnit(Number(change)) + ' itself against the baseline')
        + (frame.title.short === name ? '' : ', ' + name);
    }
  }
  levels[0][0].title = new Title('all ' + inUnit(levels[0][0].width));
  c.font = '12px system-ui, sans-serif';

  // Search in a field instead of a prompt, which a sandboxed frame may not open.
  const form = document.createElement('form');
  form.id = 'find';
  form.innerHTML = '<label>Find <input type="search" spellcheck="false" autocomplete="off" placeholder="function, class or package"></label>'
    + '<output></output><button type="reset">Reset</button>';
  const main = document.createElement('main');
  main.append(form, ...document.body.childNodes);
  document.body.append(main);
  const field = form.querySelector('input');
  const found = form.querySelector('output');
  function find() {
    try {
      search(field.value ? new RegExp(field.value, 'i') : false);
      found.textContent = field.value ? document.getElementById('matchval').textContent + ' matched' : '';
      field.removeAttribute('aria-invalid');
    } catch (invalid) {
      found.textContent = 'not a regular expression';
      field.setAttribute('aria-invalid', 'true');
    }
  }
  field.addEventListener('input', find);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { root = levels[0][0]; find(); }));
  if (!framed) {
    const back = document.createElement('a');
    back.href = location.pathname.replace(/\/flamegraph\.html$/, '') + location.search;
    back.textContent = 'Back to the page';
    form.append(back);
  }
  document.querySelectorAll('a[href^="https:"]').forEach(link => { link.target = '_blank'; link.rel = 'noopener'; });

  // Keys: arrows walk from frame to frame, Enter zooms in, 0 zooms out.
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-label', 'Flame graph. Arrow keys walk from frame to frame, Enter zooms in, 0 zooms out. A table of functions follows.');
  document.getElementById('status').setAttribute('role', 'status');
  let at = levels[0][0];

  function visible(frame) {
    return frame.left < root.left + root.width && frame.left + frame.width > root.left;
  }
  function point(frame) {
    at = frame;
    const box = canvas.getBoundingClientRect();
    const px = box.width / root.width;
    const left = Math.max(frame.left - root.left, 0);
    const right = Math.min(frame.left + frame.width - root.left, root.width);
    const y = inverted ? frame.level * 16 + 8 : box.height - frame.level * 16 - 8;
    canvas.dispatchEvent(new MouseEvent('mousemove',
      {clientX: box.left + (left + right) / 2 * px, clientY: box.top + y}));
    hl.scrollIntoView({block: 'nearest'});
  }
  function step(key) {
    const level = levels[at.level].filter(visible);
    const inside = f => f.left >= at.left && f.left + f.width <= at.left + at.width;
    const around = f => f.left <= at.left && f.left + f.width >= at.left + at.width;
    switch (key) {
      case 'ArrowLeft': return level[level.indexOf(at) - 1];
      case 'ArrowRight': return level[level.indexOf(at) + 1];
      case (inverted ? 'ArrowUp' : 'ArrowDown'): return (levels[at.level - 1] || []).find(around);
      default: return (levels[at.level + 1] || []).filter(visible).filter(inside)
        .sort((a, b) => b.width - a.width)[0];
    }
  }
  canvas.addEventListener('focus', () => point(visible(at) ? at : root));
  canvas.addEventListener('blur', () => canvas.onmouseout());
  canvas.addEventListener('keydown', event => {
    if (event.key.startsWith('Arrow')) {
      event.preventDefault();
      const next = step(event.key);
      if (next) point(next);
    } else if (event.key === 'Enter') {
      canvas.click();
      point(at);
    }
  });

  // The page around it lists the spans that ran the frame clicked, which the library then has as
  // its root. It is told names and nothing else: the frame's and those of the frames around it.
  if (framed) {
    canvas.addEventListener('click', () => setTimeout(() => {
      if (root.level === 0) return;
      const around = f => f.left <= root.left && f.left + f.width >= root.left + root.width;
      const path = levels.slice(1, root.level + 1).map(frames => frames.find(around).title.full);
      parent.postMessage({ran: root.title.full, path: path.join('\n')}, '*');
    }));
  }

  const libraryKeys = window.onkeydown;
  window.onkeydown = event => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'f' || event.key === '/' && event.target !== field) {
      event.preventDefault();
      field.focus();
      field.select();
      return false;
    }
    if (event.key === 'Escape') {
      form.reset();
      return false;
    }
    // Its own dark mode is left out: the theme is the system's, as on every page.
    return event.target === field || event.key === 'd' ? undefined : libraryKeys(event);
  };

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', event => {
    document.documentElement.classList.toggle('dark', event.matches);
    render(root);
  });

  // The library measures its canvas once, and that may be before the frame around it has a size.
  const measuredAt = canvas.offsetWidth ? innerWidth : 0;
  let pending;
  const measureAgain = () => { if (innerWidth !== measuredAt) location.reload(); };
  addEventListener('resize', () => {
    clearTimeout(pending);
    pending = setTimeout(measureAgain, 200);
  });
  if (!measuredAt) requestAnimationFrame(measureAgain);

  render(root);
})();
