// Whoever types into an answer means to answer; the button in the line of a plan takes the planned number.
const form = document.querySelector('#answers');
form?.addEventListener('input', event => {
  const half = event.target.closest('.half');
  if (half && event.target.type !== 'radio') {
    const told = half.querySelector('input[type=radio][value=told]');
    if (told && half.querySelector('input[type=radio][value=not-yet]')?.checked) told.checked = true;
  }
});
let changed = false;
form?.addEventListener('input', () => { changed = true; });
form?.addEventListener('submit', () => { changed = false; });
addEventListener('beforeunload', event => { if (changed) event.preventDefault(); });
