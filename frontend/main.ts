import "./css/main.css";
import htmx from "htmx.org";

// The content security policy forbids eval; htmx must not reach for it.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
