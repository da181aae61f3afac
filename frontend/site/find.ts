/** The element that a template promises. Throws where template and script have drifted apart. */
export function find<E extends Element = HTMLElement>(root: ParentNode, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`no ${selector} in this page`);
  return found;
}

/** `{name}` in a template's words becomes the fact of that name. */
export function fill(words: string | undefined, facts: Record<string, string | number>): string {
  return (words ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** The token as it is now: a log-in in another tab renews the cookie, and this page's own copy is then too old. */
export function csrf(): string {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie?.[1] ?? document.body.dataset.csrf ?? "";
}
