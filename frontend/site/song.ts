/** The campaign's song: plays only when asked, and paints its wave as it goes. */
export function playSong(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-song]");
  const address = button?.dataset.song;
  if (!button || !address) return;
  const card = button.parentElement as HTMLElement;
  const clock = card.querySelector<HTMLElement>("[data-clock]");
  const played = card.querySelector<SVGRectElement>("#played rect");
  const wave = card.querySelector<SVGSVGElement>(".wave");
  const whole = Number(button.dataset.seconds);
  const song = new Audio();
  song.preload = "none";
  song.src = address;
  let frame = 0;

  const paint = () => {
    const share = song.ended ? 0 : song.currentTime / (song.duration || whole);
    played?.setAttribute("width", String(share * (wave?.viewBox.baseVal.width ?? 0)));
    if (clock) clock.textContent = minutes(song.currentTime && !song.ended ? song.currentTime : whole);
    if (!song.paused) frame = requestAnimationFrame(paint);
  };
  const show = () => {
    button.setAttribute("aria-pressed", String(!song.paused));
    const says = button.querySelector("[data-says]");
    if (says) says.textContent = (song.paused ? button.dataset.play : button.dataset.pause) ?? "";
    cancelAnimationFrame(frame);
    paint();
  };
  for (const event of ["play", "pause", "ended"]) song.addEventListener(event, show);
  const turn = () => (song.paused ? void song.play().catch(show) : song.pause());
  button.addEventListener("click", turn);
  wave?.addEventListener("click", (event) => {
    const box = wave.getBoundingClientRect();
    song.currentTime = ((event.clientX - box.left) / box.width) * (song.duration || whole);
    if (song.paused) turn();
  });
  document.querySelector("[data-listen]")?.addEventListener("click", () => {
    if (song.paused) turn();
  });
}

/** 0.18 */
export function minutes(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}.${String(whole % 60).padStart(2, "0")}`;
}
