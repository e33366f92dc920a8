import type { DatabaseKit, OptionalPorts, ResourcesKit } from "@quad/chassis";
import type { Tx } from "@quad/database";
import type { Payment, PaymentState } from "./domain/payment.ts";
import type { RefundState } from "./domain/refund.ts";
import type { PaymentWatch } from "./payment-watch.ts";

/** The tables of payments. */
export interface PaymentsSchema {
  payment: {
    id: string;
    order_id: string;
    amount: number;
    currency: string;
    payment_token: string;
    told_by: Payment["toldBy"];
    status: PaymentState["status"];
    reason: string | null;
    capture_id: string | null;
    created_at: Date;
    updated_at: Date;
  };
  refund: {
    id: string;
    order_id: string;
    amount: number;
    currency: string;
    status: RefundState["status"];
    reason: string | null;
    created_at: Date;
    updated_at: Date;
  };
}

export type PaymentsKit = DatabaseKit<PaymentsSchema> &
  ResourcesKit<{ readonly watch: PaymentWatch }> &
  Pick<OptionalPorts, "charge">;
export type PaymentsTx = Tx<PaymentsSchema>;
