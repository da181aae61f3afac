import htmx from "htmx.org";

// The content security policy forbids eval; htmx must not reach for it.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.process(document.body);
