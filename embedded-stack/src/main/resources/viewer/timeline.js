'use strict';

// A span of the waterfall opens to its samples over time. Without this the link leads to them.
document.addEventListener('click', async event => {
  const link = event.target.closest('a[data-timeline]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const row = link.closest('tr');
  const open = row.nextElementSibling;
  if (open?.classList.contains('over-time')) {
    open.remove();
    link.setAttribute('aria-expanded', 'false');
    return;
  }
  try {
    const response = await fetch(link.href);
    if (!response.ok) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const below = document.createElement('tr');
    below.className = 'over-time';
    const cell = below.insertCell();
    cell.colSpan = row.cells.length;
    cell.append(document.importNode(page.querySelector('.timeline'), true));
    row.after(below);
    link.setAttribute('aria-expanded', 'true');
  } catch (unreachable) {
    location.assign(link.href);
  }
});

// A piece of a lane that is pointed at, tapped or reached with the arrow keys says its stack.
function choose(lane, index) {
  const pieces = lane.querySelectorAll('.piece');
  const rows = lane.querySelectorAll('.lane-table tbody tr');
  const at = Math.max(0, Math.min(index, pieces.length - 1));
  if (lane.dataset.at === String(at)) return;
  lane.dataset.at = at;
  lane.querySelector('.piece.chosen')?.classList.remove('chosen');
  pieces[at].classList.add('chosen');
  const [from, lasted, part, stack] = rows[at].cells;
  const words = document.createElement('div');
  words.textContent = `${part.textContent}, after ${from.textContent}, for ${lasted.textContent}:`;
  lane.querySelector('.lane-says').replaceChildren(words, stack.firstElementChild.cloneNode(true));
}

for (const kind of ['pointermove', 'pointerdown']) {
  document.addEventListener(kind, event => {
    const lane = event.target.closest?.('.lane-chart')?.closest('.lane');
    if (!lane) return;
    const pieces = [...lane.querySelectorAll('.piece')];
    const at = pieces.findIndex(piece => {
      const place = piece.getBoundingClientRect();
      return event.clientX >= place.left && event.clientX < Math.max(place.right, place.left + 2);
    });
    if (at >= 0) choose(lane, at);
  });
}

document.addEventListener('keydown', event => {
  const lane = event.target.closest?.('.lane');
  if (!lane || event.target !== lane) return;
  const at = Number(lane.dataset.at ?? -1);
  const last = lane.querySelectorAll('.piece').length - 1;
  const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last}[event.key];
  if (to === undefined) return;
  event.preventDefault();
  choose(lane, to);
});
