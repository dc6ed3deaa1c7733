'use strict';

// Names and values that the store knows, below a field as it is typed: an ARIA combobox.
(() => {
  for (const input of document.querySelectorAll('[data-complete]')) complete(input);

  function complete(input) {
    const list = document.createElement('ul');
    list.id = 'options-' + input.name;
    list.className = 'options';
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Suggestions');
    list.hidden = true;
    const box = document.createElement('span');
    box.className = 'combobox';
    input.before(box);
    box.append(input, list);
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', list.id);
    input.setAttribute('aria-expanded', 'false');
    let found = {options: []};
    let chosen = -1;
    let asked = 0;

    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    }
    function mark(index) {
      chosen = index;
      [...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === chosen)));
      const option = list.children[chosen];
      if (option) {
        input.setAttribute('aria-activedescendant', option.id);
        option.scrollIntoView({block: 'nearest'});
      }
    }
    function take(index) {
      const text = found.options[index];
      input.value = input.value.slice(0, found.from) + text + input.value.slice(found.to);
      const end = found.from + text.length;
      input.setSelectionRange(end, end);
      close();
      input.focus();
    }
    async function ask() {
      const turn = ++asked;
      const address = new URL('/spans/complete', location);
      address.searchParams.set('field', input.dataset.complete);
      address.searchParams.set('text', input.value);
      address.searchParams.set('at', input.selectionStart);
      for (const name of ['start', 'end']) {
        const value = new URLSearchParams(location.search).get(name);
        if (value) address.searchParams.set(name, value);
      }
      try {
        const response = await fetch(address, {headers: {Accept: 'application/json'}});
        if (turn !== asked || !response.ok || document.activeElement !== input) return;
        found = await response.json();
      } catch (unreachable) {
        return;
      }
      list.replaceChildren(...found.options.map((text, i) => {
        const option = document.createElement('li');
        option.id = `${list.id}-${i}`;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.textContent = text;
        option.addEventListener('pointerdown', event => {
          event.preventDefault();
          take(i);
        });
        return option;
      }));
      if (!found.options.length) return close();
      chosen = -1;
      list.hidden = false;
      input.setAttribute('aria-expanded', 'true');
    }
    let pending;
    input.addEventListener('input', () => {
      clearTimeout(pending);
      pending = setTimeout(ask, 120);
    });
    input.addEventListener('blur', close);
    input.addEventListener('keydown', event => {
      if (list.hidden) {
        if (event.key === 'ArrowDown') {
          event.preventDefault();
          ask();
        }
        return;
      }
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        const count = found.options.length;
        mark((chosen + (event.key === 'ArrowDown' ? 1 : chosen < 0 ? 0 : -1) + count) % count);
      } else if (event.key === 'Enter' && chosen >= 0) {
        event.preventDefault();
        take(chosen);
      } else if (event.key === 'Escape') {
        event.preventDefault();
        close();
      }
    });
  }
})();
