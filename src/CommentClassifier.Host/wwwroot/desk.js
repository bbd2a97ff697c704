// The desk's own script: live progress over server-sent events. Every page works without it.
import * as pages from './pages.js';

const sources = new Map();

function follow(element) {
  const address = element.dataset.progress;
  if (sources.has(element)) return;
  const source = new EventSource(address);
  sources.set(element, source);
  source.addEventListener('progress', event => show(element, JSON.parse(event.data)));
  // The last message of a run that came to rest: the page is asked for again, whole.
  source.addEventListener('rest', () => {
    close(element);
    if (!element.contains(document.activeElement) || document.activeElement.tagName !== 'INPUT') location.reload();
  });
}

function close(element) {
  sources.get(element)?.close();
  sources.delete(element);
}

function show(element, fields) {
  for (const part of element.querySelectorAll('[data-field]')) {
    const value = fields[part.dataset.field];
    if (value === undefined || value === null) continue;
    if (part.tagName === 'PROGRESS') part.value = value;
    else if (part.textContent !== String(value)) part.textContent = value;
  }
}

function attach() {
  for (const element of [...sources.keys()]) if (!element.isConnected) close(element);
  for (const element of document.querySelectorAll('[data-progress]')) follow(element);
  pages.attach();
}

attach();
globalThis.Blazor?.addEventListener('enhancedload', attach);
addEventListener('pagehide', () => [...sources.keys()].forEach(close));
