import { searchLaws } from "./rules/search";

searchLaws();
