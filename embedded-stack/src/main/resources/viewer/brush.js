'use strict';

// Marking a rectangle of a heat map narrows the set to the spans in it: by pointer or by keyboard.
// Rectangles follow the map's cells, whose edges the page gives as TraceQL writes durations.
(() => {
  const plot = document.querySelector('[data-brush]');
  if (!plot) return;
  const svg = plot.querySelector('svg');
  const status = document.getElementById('brush-status');
  const columns = Number(plot.dataset.columns);
  const rows = Number(plot.dataset.rows);
  const edges = plot.dataset.edges.split(' ');
  // Nanoseconds since 1970 have more digits than a number has.
  const start = BigInt(plot.dataset.start);
  const end = BigInt(plot.dataset.end);
  const width = BigInt(plot.dataset.column);
  const frame = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  frame.setAttribute('class', 'brush');
  let from = null;
  let to = null;

  function columnStart(column) {
    const nanos = start + BigInt(column) * width;
    return nanos < end ? nanos : end;
  }
  function iso(nanos) {
    return new Date(Number(nanos / 1000000n)).toISOString().slice(0, 19)
      + '.' + String(nanos % 1000000000n).padStart(9, '0') + 'Z';
  }
  function clock(nanos) {
    return new Date(Number(nanos / 1000000n)).toLocaleTimeString('en-GB');
  }
  // Columns from the left, rows from the bottom; both ends are part of it.
  function area() {
    return {
      left: Math.min(from.column, to.column), right: Math.max(from.column, to.column),
      low: Math.min(from.row, to.row), high: Math.max(from.row, to.row),
    };
  }
  function show() {
    const {left, right, low, high} = area();
    const percent = (part, whole) => (100 * part / whole).toFixed(3) + '%';
    frame.setAttribute('x', percent(left, columns));
    frame.setAttribute('width', percent(right - left + 1, columns));
    frame.setAttribute('y', percent(rows - 1 - high, rows));
    frame.setAttribute('height', percent(high - low + 1, rows));
    svg.append(frame);
    status.textContent = `Marked: ${clock(columnStart(left))} to ${clock(columnStart(right + 1))}, `
      + `${edges[low]} to ${edges[high + 1] || 'any'}. Enter looks into it.`;
  }
  function clear() {
    from = to = null;
    frame.remove();
    status.textContent = '';
  }
  function go() {
    const {left, right, low, high} = area();
    const address = new URL(location);
    address.hash = '';
    address.searchParams.set('start', iso(columnStart(left)));
    address.searchParams.set('end', iso(columnStart(right + 1)));
    const longer = `duration >= ${edges[low]}`;
    address.searchParams.set('and', edges[high + 1] ? `${longer} && duration < ${edges[high + 1]}` : longer);
    location.assign(address);
  }
  function at(event) {
    const box = svg.getBoundingClientRect();
    const clamp = (value, most) => Math.max(0, Math.min(most - 1, value));
    return {
      column: clamp(Math.floor((event.clientX - box.left) / box.width * columns), columns),
      row: clamp(rows - 1 - Math.floor((event.clientY - box.top) / box.height * rows), rows),
    };
  }

  let dragging = false;
  plot.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    plot.setPointerCapture(event.pointerId);
    dragging = true;
    from = to = at(event);
    show();
  });
  plot.addEventListener('pointermove', event => {
    if (!dragging) return;
    to = at(event);
    show();
  });
  plot.addEventListener('pointerup', event => {
    if (!dragging) return;
    dragging = false;
    to = at(event);
    go();
  });
  plot.addEventListener('pointercancel', () => {
    dragging = false;
    clear();
  });
  plot.addEventListener('keydown', event => {
    const step = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]}[event.key];
    if (step) {
      event.preventDefault();
      const last = to || {column: Math.floor(columns / 2), row: Math.floor(rows / 2)};
      to = {
        column: Math.max(0, Math.min(columns - 1, last.column + step[0])),
        row: Math.max(0, Math.min(rows - 1, last.row + step[1])),
      };
      if (!event.shiftKey || !from) from = to;
      show();
    } else if (event.key === 'Enter' && from) {
      event.preventDefault();
      go();
    } else if (event.key === 'Escape') {
      clear();
    }
  });

  plot.tabIndex = 0;
  plot.setAttribute('role', 'application');
  plot.setAttribute('aria-label', 'Mark a part of the heat map: arrows move, with Shift they extend, Enter looks into it, Escape takes it back');
  plot.classList.add('live');
  document.querySelector('.brush-hint').hidden = false;
})();
