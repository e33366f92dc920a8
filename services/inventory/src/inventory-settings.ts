import { defineSettings } from "@quad/config";
import { COPIES_MAX } from "./stock-view.ts";

export const inventorySettings = defineSettings({
  QUAD_OPENING_STOCK: {
    kind: "integer",
    default: 20,
    min: 0,
    max: COPIES_MAX,
    meaning: "Copies of a book that are in the house when it enters the catalogue.",
  },
});
