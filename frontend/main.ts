import "./css/main.css";
import { refreshFigures } from "./site/figures";
import { playSong } from "./site/song";
import { switchTheme } from "./site/theme";

switchTheme();
refreshFigures();
playSong();
if (document.querySelector("[hx-get]")) void import("./site/polling");
