import "@quad/ui/tokens.css";
import "@quad/ui/base.css";
import { applyTheme, storedTheme, ToastRegion } from "@quad/ui";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client.ts";
import { router } from "./router.ts";

const root = document.querySelector("#root");
if (!root) throw new TypeError("index.html has no #root.");

applyTheme(storedTheme());
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ToastRegion>
        <RouterProvider router={router} />
      </ToastRegion>
    </QueryClientProvider>
  </StrictMode>,
);
