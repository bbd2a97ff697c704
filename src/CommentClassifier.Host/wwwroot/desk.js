// The desk's own script: live progress over server-sent events, and the page to try the API. Every page works without it.
import * as pages from './pages.js';
import { send } from './try.js';

const sources = new Map();

function follow(element) {
  if (sources.has(element)) return;
  const source = new EventSource(element.dataset.progress);
  sources.set(element, source);
  source.addEventListener('progress', event => show(element, JSON.parse(event.data)));
  // The last message of a run that came to rest: the page is asked for again, whole.
  source.addEventListener('rest', () => {
    close(element);
    location.reload();
  });
}

function close(element) {
  sources.get(element)?.close();
  sources.delete(element);
}

const count = value => Number(value).toLocaleString('en-US');
const formats = {
  usd: value => '$' + Number(value).toFixed(value === 0 || value >= 1 ? 2 : 4),
  time: value => value < 120 ? `${Math.round(value)} s` : value < 7200 ? `${Math.round(value / 60)} min` : `${(value / 3600).toFixed(1)} h`,
};

function show(element, live) {
  for (const part of element.querySelectorAll('[data-field]')) {
    const value = part.dataset.field.split('.').reduce((found, name) => found?.[name], live);
    if (value === undefined || value === null) continue;
    const text = typeof value === 'number' ? (formats[part.dataset.format] ?? count)(value) : value;
    if (part.textContent !== text) part.textContent = text;
    if (part.dataset.field === 'status') part.className = `chip ${value}`;
  }
  for (const bar of element.querySelectorAll('[data-states]')) draw(bar, live);
}

function draw(bar, live) {
  let x = 0;
  for (const part of bar.querySelectorAll('[data-state]')) {
    const width = live.comments ? 1000 * live.states[part.dataset.state] / live.comments : 0;
    part.setAttribute('x', x);
    part.setAttribute('width', width);
    x += width;
  }
}

function attach() {
  for (const element of [...sources.keys()]) if (!element.isConnected || !element.dataset.progress) close(element);
  for (const element of document.querySelectorAll('[data-progress]')) follow(element);
  pages.attach();
}

attach();
globalThis.Blazor?.addEventListener('enhancedload', attach);
addEventListener('pagehide', () => [...sources.keys()].forEach(close));
addEventListener('submit', event => {
  if (event.target.dataset?.try) {
    event.preventDefault();
    send(event.target);
  }
});
