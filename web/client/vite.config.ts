import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";

/** For work on the client, beside a running campus; what people get is built by build.ts. */
export default defineConfig(({ mode }) => {
  const { QUAD_PORT = "8080" } = loadEnv(mode, import.meta.dirname, "QUAD_PORT");
  const campus = `http://127.0.0.1:${QUAD_PORT}`;
  return {
    plugins: [react()],
    server: { proxy: { "/api": campus, "/docs": campus } },
  };
});
