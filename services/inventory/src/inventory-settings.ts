import { defineSettings } from "@quad/config";
import { HOUSE_COPIES_MAX } from "@quad/contracts/http/inventory";

export const inventorySettings = defineSettings({
  QUAD_OPENING_STOCK: {
    kind: "integer",
    default: 20,
    min: 0,
    max: HOUSE_COPIES_MAX,
    meaning: "Copies of a book that are in the house when it enters the catalogue.",
  },
});
