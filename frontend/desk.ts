import "./css/pages/case.css";
import "./css/pages/desk.css";
import { goOn, hideFolds } from "./desk/boxes";
import { listenToKeys } from "./desk/keys";
import { fitReplies } from "./desk/replies";
import { searchRules } from "./desk/rules";
import { showCase } from "./desk/screen";
import { countDown } from "./desk/undo";

for (const box of document.querySelectorAll<HTMLDetailsElement>("[data-picker]")) {
  searchRules(box);
  fitReplies(box);
}
hideFolds();
const screen = showCase();
listenToKeys(screen);
countDown();
goOn();
