// ODK Web Forms' engine on one form: the milliseconds of a warm load and of one answer, the median
// of the rounds.
//
// Arguments: the form, a file of "path TAB value" lines, the rounds, the path of the last value.
// Prints: load, answer, and that value. The engine is made for browsers: jsdom lends it a document,
// and it must not notice that it runs in Node while it loads its grammar.
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('');
for (const name of Object.getOwnPropertyNames(window)) {
  if (/^[A-Z]/.test(name) && !(name in globalThis)) globalThis[name] = window[name];
}
globalThis.window = window;
globalThis.document = window.document;
const node = globalThis.process;
globalThis.process = undefined;
const { loadForm } = await import('@getodk/xforms-engine');
globalThis.process = node;

const [form, answers, rounds, end] = node.argv.slice(2);
const document = readFileSync(form, 'utf8');
const lines = readFileSync(answers, 'utf8').trimEnd().split('\n').map((line) => line.split('\t'));
const loads = [];
const updates = [];
let last = '';

function places(part, found = new Map()) {
  found.set(part.currentState.reference, part);
  for (const child of part.currentState.children ?? []) places(child, found);
  return found;
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

for (let round = -2; round < Number(rounds); round += 1) {
  const begun = performance.now();
  const loaded = await loadForm(document, {});
  if (loaded.status === 'failure') throw loaded.error;
  const { root } = loaded.createInstance();
  const ready = performance.now();
  const found = places(root);
  const finding = performance.now() - ready;
  for (const [path, value] of lines) found.get(path).setValue(value);
  last = found.get(end).currentState.instanceValue;
  const answered = performance.now();
  if (round >= 0) {
    loads.push(ready - begun);
    updates.push((answered - ready - finding) / lines.length);
  }
}
console.log(median(loads), median(updates), last);
