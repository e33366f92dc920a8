import { defineSettings } from "@quad/config";

export const cartSettings = defineSettings({
  QUAD_CART_TTL: {
    kind: "duration",
    default: "7d",
    meaning: "How long a cart is kept after the last change to it.",
  },
});
