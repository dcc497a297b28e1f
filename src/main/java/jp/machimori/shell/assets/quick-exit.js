// 「このページをすぐ閉じる」: the page vanishes at once and is not in the history. Without this it is a plain link.
(() => {
  const exit = document.querySelector('.quick-exit a');
  const leave = () => {
    document.documentElement.hidden = true;
    document.title = '';
    location.replace(exit.href);
  };
  exit.addEventListener('click', (event) => { event.preventDefault(); leave(); });

  // From here on to other pages of this site: they take this one's place, so that Back never shows it after leaving.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
        || link.target || link.origin !== location.origin) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    location.replace(link.href);
  });

  let presses = [];
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    presses = [...presses.filter((at) => event.timeStamp - at < 3000), event.timeStamp];
    if (presses.length === 3) leave();
  });
})();
