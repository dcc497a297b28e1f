// 「このページをすぐ閉じる」: the page vanishes at once and is not in the history. Without this it is a plain link.
(() => {
  const exit = document.querySelector('.quick-exit a');
  const leave = () => {
    document.documentElement.hidden = true;
    document.title = '';
    location.replace(exit.href);
  };
  exit.addEventListener('click', (event) => { event.preventDefault(); leave(); });

  let presses = [];
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    presses = [...presses.filter((at) => event.timeStamp - at < 3000), event.timeStamp];
    if (presses.length === 3) leave();
  });
})();
