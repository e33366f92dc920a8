/** A notice as it travelled: nothing in it is true before `readNotice` has said so. */
export interface NoticeDelivery {
  /** The body byte for byte: the signature covers it, and parsing and printing would change it. */
  readonly body: string;
  /** Of the HTTP request, names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What a provider says on its own accord: the outcome of a capture or a refund. */
export type ChargeNotice = NoticeHead &
  (
    | { readonly kind: "captured"; readonly captureId: string }
    | { readonly kind: "declined"; readonly reason: string }
    | { readonly kind: "refunded"; readonly captureId: string; readonly refundId: string }
    | {
        readonly kind: "refund-failed";
        readonly captureId: string;
        readonly refundId: string;
        readonly reason: string;
      }
  );

interface NoticeHead {
  /** The same however often the notice is sent; one outcome may have several notices. */
  readonly noticeId: string;
  /** Of the capture or the refund that it is about. */
  readonly idempotencyKey: string;
  /** Of the capture, or of the capture that was refunded. */
  readonly reference: string;
  /** When it happened, by the provider's clock: notices come out of order. */
  readonly at: Date;
}
