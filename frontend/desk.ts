import "./css/pages/case.css";
import "./css/pages/desk.css";
import { listenToKeys } from "./desk/keys";
import { searchRules } from "./desk/rules";
import { showCase } from "./desk/screen";

for (const box of document.querySelectorAll<HTMLDetailsElement>("[data-picker]")) searchRules(box);
const screen = showCase();
listenToKeys(screen);
