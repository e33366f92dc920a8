import "../src/tokens.css";
import "../src/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyTheme, storedTheme } from "../src/theme.ts";
import { Gallery } from "./gallery.tsx";
import { Specimens } from "./specimens.tsx";

const root = document.querySelector("#root");
if (!root) throw new TypeError("index.html has no #root.");

applyTheme(storedTheme());
createRoot(root).render(
  <StrictMode>{location.hash === "#specimens" ? <Specimens /> : <Gallery />}</StrictMode>,
);
