// Single keys for the audit, coding and adjudication pages. An element says which key is its own with data-key, and shows it; a key does
// what a click would do. Every page works without this.
const store = 'comment-classifier.keys';
const on = () => localStorage.getItem(store) !== 'off';
const isTyping = element => element.closest?.('textarea, select, input:not([type=radio], [type=checkbox], [type=submit], [type=button])');
let busy = false; // A verdict is on its way: a second key must not judge the same item again.
let focused;

function active() {
  const sets = [...document.querySelectorAll('form[data-coding] fieldset[data-dimension]')];
  return sets.find(s => s.contains(document.activeElement)) ?? sets.find(s => !s.querySelector('input:checked')) ?? null;
}

function find(key) {
  const name = `[data-key="${CSS.escape(key)}"]`;
  return active()?.querySelector(name) ?? document.querySelector(`:not(fieldset[data-dimension] *)${name}`);
}

function press(element) {
  if (element.matches('textarea, input[type=text]')) return element.focus();
  element.click();
  if (element.matches('input[type=radio]')) next(element);
}

// After a label: the next dimension that has none, else the button that saves.
function next(input) {
  const sets = [...input.form.querySelectorAll('fieldset[data-dimension]')];
  const here = sets.indexOf(input.closest('fieldset'));
  const open = [...sets.slice(here + 1), ...sets.slice(0, here)].find(s => !s.querySelector('input:checked'));
  const target = open?.querySelector('input') ?? input.form.querySelector('button[data-save]');
  target?.focus();
  target?.closest('fieldset')?.scrollIntoView({ block: 'nearest' });
}

function back() {
  const sets = [...document.querySelectorAll('form[data-coding] fieldset[data-dimension]')];
  const previous = sets[sets.indexOf(active()) - 1] ?? (active() ? null : sets.at(-1));
  (previous?.querySelector('input:checked') ?? previous?.querySelector('input'))?.focus();
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || event.defaultPrevented) return;
  if (isTyping(event.target)) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  if (!on() || document.querySelector('dialog[open]')) return;
  if (event.key !== '?' && document.querySelector('[popover]:popover-open')) return; // Who reads the list of keys judges nothing.
  if (event.key === 'Backspace' && document.querySelector('form[data-coding]')) {
    event.preventDefault();
    return back();
  }
  const element = find(event.key);
  if (!element || element.disabled) return;
  event.preventDefault();
  if (!busy) press(element);
});

document.addEventListener('submit', event => {
  if (!event.target.matches('[data-once]')) return;
  busy = true;
  setTimeout(() => { busy = false; }, 10_000); // An answer that never comes does not lock the keys.
});
document.addEventListener('change', event => {
  if (event.target.matches('[data-keys-switch]')) localStorage.setItem(store, event.target.checked ? 'on' : 'off');
});
addEventListener('pageshow', () => { busy = false; });

export function attach() {
  busy = false;
  for (const box of document.querySelectorAll('[data-keys-switch]')) box.checked = on();
  // A new item was loaded in place: whoever reads with a screen reader or a keyboard is put at its beginning, and its note is its own.
  const item = document.querySelector('[data-item]');
  if (item && focused !== undefined && focused !== item.dataset.item) {
    for (const note of document.querySelectorAll('textarea[data-own]')) note.value = note.defaultValue;
    item.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  focused = item?.dataset.item;
}
