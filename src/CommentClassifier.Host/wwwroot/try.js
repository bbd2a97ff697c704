// Sends what a form of the API page says and shows the answer as text.
export async function send(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  let body;
  for (const field of form.elements) {
    if (field.dataset.in === 'path') path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    if (field.dataset.in === 'query' && field.value) query.set(field.name, field.value);
    if (field.dataset.in === 'body') body = field.value;
  }
  const output = form.querySelector('output');
  output.textContent = '…';
  const address = path + (query.size ? `?${query}` : '');
  const json = body?.trimStart().startsWith('{');
  try {
    const answer = await fetch(address, {
      method: form.dataset.try, body, headers: body === undefined ? {} : { 'Content-Type': json ? 'application/json' : 'application/octet-stream' },
      signal: AbortSignal.timeout(30000),
    });
    const text = await answer.text();
    const pre = document.createElement('pre');
    pre.tabIndex = 0;
    pre.textContent = `${form.dataset.try} ${address}\n${answer.status} ${answer.statusText}\n\n${pretty(text)}`.slice(0, 20000);
    output.replaceChildren(pre);
  } catch (failure) {
    output.textContent = String(failure);
  }
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
