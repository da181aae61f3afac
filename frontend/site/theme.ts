type Theme = "light" | "dark";

const YEAR_S = 31_536_000;

/** Day and night by hand. A cookie keeps it, so that the server can send the page in the right colours at once. */
export function switchTheme(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-theme-switch]");
  if (!button) return;
  const device = matchMedia("(prefers-color-scheme: dark)");
  const says = button.querySelector("[data-theme-says]");
  const now = (): Theme =>
    (document.documentElement.dataset.theme as Theme | undefined) ?? (device.matches ? "dark" : "light");
  const show = () => {
    button.setAttribute("aria-pressed", String(now() === "dark"));
    if (says) says.textContent = (now() === "dark" ? button.dataset.light : button.dataset.dark) ?? "";
  };
  button.hidden = false;
  show();
  device.addEventListener("change", show);
  button.addEventListener("click", () => {
    const next: Theme = now() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in half of the browsers
    document.cookie = `tema=${next};Path=/;Max-Age=${YEAR_S};SameSite=Lax`;
    show();
  });
}
