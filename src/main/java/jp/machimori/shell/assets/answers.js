// Whoever types into an answer means to answer. What is typed is kept by itself; Enter goes on to the next box and sends nothing.
const PAUSE = 1500;
const PATIENCE = 10000;
const form = document.querySelector('#answers');
const kept = document.querySelector('#kept');
let changes = 0;
let saved = 0;
let waiting;
let keeping;     // under way: what is sent waits for it, so that it cannot arrive afterwards

const outcome = (half, value) => half.querySelector(`input[type=radio][value=${value}]`);
const fields = () => new URLSearchParams(new FormData(form));

function say(sentence, time) {
  kept.textContent = sentence.replace('{0}', time);
  kept.hidden = false;
}

async function keep() {
  const until = changes;
  if (until === saved) return;
  try {
    const answer = await fetch(form.dataset.keep, {method: 'POST', body: fields(), redirect: 'manual', signal: AbortSignal.timeout(PATIENCE)});
    if (answer.status === 409) return say(kept.dataset.meanwhile, '');
    if (answer.type !== 'opaqueredirect') throw new Error(answer.status);
    saved = until;
    say(kept.dataset.kept, new Date().toLocaleTimeString(document.documentElement.lang, {hour: '2-digit', minute: '2-digit'}));
  } catch (lost) {
    say(kept.dataset.lost, '');
  }
}

function changed() {
  changes++;
  clearTimeout(waiting);
  waiting = setTimeout(() => { keeping = keep().finally(() => { keeping = null; }); }, PAUSE);
}

/** Where Enter stops: each box and each choice, but for those that are folded away. */
function boxes() {
  return [...form.querySelectorAll('input:not([type=hidden]):not([type=radio]), input[type=radio]:checked, textarea')]
    .filter(box => box.offsetParent && !box.closest('details:not([open])'));
}

/** Whether a half says something, and every number that its text asks for is there. */
function isWhole(half) {
  const text = half.querySelector('textarea').value;
  const slots = [...half.querySelectorAll('.slot')].map(slot => ({label: slot.querySelector('label').textContent, number: slot.querySelector('.with-unit input:not([type=hidden])').value.trim()}));
  return (text.trim() !== '' || slots.some(slot => slot.number)) && slots.every(slot => slot.number || !text.includes(`〔${slot.label}〕`));
}

/** A reason is asked for where the number is another one than the known. */
function askWhy(slot) {
  const why = slot.querySelector('.why');
  if (!why || why.dataset.known === undefined) return;
  const plain = text => text.normalize('NFKC').replace(/[,\s]/g, '');
  const box = slot.querySelector('.with-unit input:not([type=hidden])');
  const known = plain(why.dataset.known);
  why.hidden = [known, known + plain(box.nextElementSibling.textContent)].includes(plain(box.value)) && !why.querySelector('input').value && !why.querySelector('.problem');
}

form?.querySelectorAll('.slot').forEach(askWhy);
form?.addEventListener('input', event => {
  if (event.target.closest('.slot')) askWhy(event.target.closest('.slot'));
  const half = event.target.closest('.half');
  if (half && event.target.type !== 'radio' && outcome(half, 'not-yet')?.checked) outcome(half, 'told').checked = true;
  changed();
});
form?.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229 || !event.target.matches('input')) return;
  event.preventDefault();
  const all = boxes();
  if (!all.includes(event.target)) return;
  // なし and 該当なし leave nothing to write in their half
  const over = ['none', 'not-applicable'].includes(event.target.value) && event.target.closest('.half');
  (all.slice(all.indexOf(event.target) + 1).find(box => !over || !over.contains(box)) ?? form.querySelector('.actions .primary')).focus();
});
form?.addEventListener('submit', event => {
  clearTimeout(waiting);
  if (keeping) {
    event.preventDefault();
    keeping.then(() => form.requestSubmit(event.submitter));
    return;
  }
  saved = changes;
});
addEventListener('beforeunload', event => {
  if (changes !== saved) event.preventDefault();
});
addEventListener('pagehide', () => {
  if (form && changes !== saved) navigator.sendBeacon(form.dataset.keep, fields());
});

const confirm = document.querySelector('#confirm');
if (confirm) {
  confirm.hidden = !form.querySelector('input[type=radio][value=not-yet]:checked');
  confirm.querySelector('button').addEventListener('click', () => {
    const halves = [...form.querySelectorAll('.half')].filter(half => outcome(half, 'not-yet').checked);
    halves.filter(isWhole).forEach(half => { outcome(half, 'told').checked = true; });
    const left = halves.find(half => !isWhole(half));
    (left ? outcome(left, 'not-yet') : form.querySelector('.actions .primary')).focus();
    changed();
  });
}
