// Small helps; every page works without them.
(() => {
  const errors = document.getElementById('errors');
  if (errors) errors.focus();

  const exit = document.querySelector('[data-quick-exit]');
  if (exit) {
    const leave = (event) => { event?.preventDefault(); location.replace(exit.href); };
    exit.addEventListener('click', leave);
    let presses = [];
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      presses = [...presses.filter((at) => event.timeStamp - at < 3000), event.timeStamp];
      if (presses.length >= 3) leave();
    });
  }

  const menu = document.querySelector('details.menu');
  if (menu) {
    const wide = matchMedia('(min-width: 48rem)');
    const fit = () => { menu.open = wide.matches; };
    fit();
    wide.addEventListener('change', fit);
  }
})();
