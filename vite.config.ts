import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const root = resolve(import.meta.dirname, "frontend");

/** Every `frontend/NAME.ts` is an entry that a template may load as `{% vite_asset 'NAME.ts' %}`; its parts lie in folders. */
const entries = readdirSync(root)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
  .map((name) => resolve(root, name));

/** Writes icons.json, name → inner SVG, of the Lucide icons that frontend/icons.json names; `{% icon %}` reads it. */
function icons(): Plugin {
  return {
    name: "icons",
    generateBundle() {
      const names: string[] = JSON.parse(readFileSync(resolve(root, "icons.json"), "utf8"));
      const shapes = names.map((name) => {
        const svg = readFileSync(
          resolve(import.meta.dirname, `node_modules/lucide-static/icons/${name}.svg`),
          "utf8",
        );
        const shape = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
        return [name, shape.replace(/\s*\n\s*/g, "")];
      });
      this.emitFile({
        type: "asset",
        fileName: "icons.json",
        source: JSON.stringify(Object.fromEntries(shapes)),
      });
    },
  };
}

export default defineConfig({
  root,
  plugins: [icons()],
  base: "/static/built/",
  publicDir: false,
  build: {
    outDir: resolve(import.meta.dirname, "panggung/web/static/built"),
    emptyOutDir: true,
    manifest: "manifest.json",
    license: { fileName: "licenses.md" },
    target: "es2020",
    sourcemap: false,
    // The content security policy allows no data: URL for scripts and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // htmx holds one direct eval, which main.ts turns off and the policy forbids anyway.
    rolldownOptions: { input: entries, checks: { eval: false } },
  },
});
