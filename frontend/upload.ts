import "./css/pages/make.css";
import { Maker } from "./upload/maker";

const form = document.querySelector<HTMLFormElement>("[data-maker]");
if (form) new Maker(form).begin();
