const KEY = "panggung.saver";

interface Connection {
  saveData?: boolean;
}

/** What the viewer chose; else what the device asks for. */
export function savesData(): boolean {
  const chosen = localStorage.getItem(KEY);
  if (chosen !== null) return chosen === "1";
  return (navigator as Navigator & { connection?: Connection }).connection?.saveData ?? false;
}

export function rememberSaver(on: boolean): void {
  localStorage.setItem(KEY, on ? "1" : "0");
}
