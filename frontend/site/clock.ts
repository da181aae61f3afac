/** The server's time, counted on from the page's first byte: a cheap phone's own clock may be wrong by hours. */
export function serverClock(serverMs: number): () => number {
  const visit = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  const began = visit?.responseStart ?? 0;
  return () => Math.round(serverMs + performance.now() - began);
}
