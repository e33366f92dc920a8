import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The campus that answers while one works on the client. */
const campus = `http://127.0.0.1:${process.env["QUAD_PORT"] ?? "8080"}`;

/** For `npm run dev`; what people get is built by build.ts. */
export default defineConfig({
  plugins: [react()],
  server: { proxy: { "/api": campus, "/docs": campus } },
});
