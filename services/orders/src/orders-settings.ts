import { defineSettings } from "@quad/config";

export const ordersSettings = defineSettings({
  QUAD_CHECKOUT: {
    kind: "oneOf",
    default: "orchestrated",
    options: ["orchestrated", "choreographed"],
    meaning:
      "How a new order is taken further: by a saga that asks the other services, or by each " +
      "service as it hears of it. Orders under way go on as they began.",
  },
});
